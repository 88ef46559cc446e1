import type { JsonObject } from '@backstage/types';
import type { FindingStatus } from '../api/facts';
import { AssessScope } from '../assess/AssessScope';
import { assessExposures } from '../assess/exposure/assessExposures';
import { ALL_RULES } from '../assess/findings/all';
import { findingsOf } from '../assess/findings/findFindings';
import type { FindingRule, RuleInput } from '../assess/findings/findingRule';
import { workloadViews } from '../assess/workloadStatuses';
import { type ManifestObject, manifestRef } from '../build/manifest';
import type { MeshIndex } from '../index/MeshIndex';
import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import type { MeshObject, MeshObjectType } from '../model/meshObject';
import { text } from '../trim/fields';
import { overlayObjects } from './overlayObjects';
import type { ValidationContext } from './validationContext';

/** As much of a change as decides what the cluster becomes. */
interface Change {
  objects: readonly ManifestObject[];
  removes?: readonly ManifestObject[];
  cluster: string;
  intent: JsonObject;
}

/** What rules look at, each part worked out when one takes it. */
class ScopeInput implements RuleInput {
  constructor(readonly scope: AssessScope) {}

  get exposure() {
    return this.scope.memo(assessExposures, undefined);
  }

  get workloads() {
    return this.scope.memo(workloadViews, undefined);
  }
}

/** What stays the same when a finding is worded anew. */
function identityOf({ code, ref, related, title }: FindingStatus): string {
  const refs = [ref, ...(related ?? [])].map(stringifyObjectRef);
  return JSON.stringify([code, title, refs]);
}

/** What the settings and revisions of the mesh are read from, which count for every rule. */
const SETTINGS: ReadonlySet<MeshObjectType> = new Set(['configmap', 'webhook']);

/** What decides on a detail alone, so that nobody is told that it was not read. */
const DETAILS: ReadonlySet<MeshObjectType> = new Set([
  'secret',
  'certificaterequest',
  'order',
  'challenge',
]);

/** The types whose rules a change concerns. */
function concerned(objects: readonly MeshObject[]): Set<MeshObjectType> {
  const types = new Set(objects.map(({ type }) => type));
  // Workloads are joined from their pods and what these belong to.
  if (types.has('workload')) types.add('pod');
  return types;
}

/**
 * The cluster before the change and as it would be after it, judged by the
 * same rules as the live one. Only the rules whose answer rests on a type of
 * the change are run. Everything is worked out when it is first asked for.
 *
 * @internal
 */
export class ChangeView {
  readonly #types: ReadonlySet<MeshObjectType>;
  readonly #own: ReadonlySet<string>;
  readonly #live: MeshIndex;
  readonly #known: readonly FindingStatus[] | undefined;
  /** What is written over the cluster, with nothing taken away. */
  readonly #written: AssessScope | undefined;
  #ofWriting: ReadonlySet<string> | undefined;
  /** What is there and goes. */
  readonly gone: readonly MeshObject[];
  readonly before: AssessScope;
  readonly after: AssessScope;

  /** `live` is the index without what the repository brings. */
  constructor(
    index: MeshIndex,
    { objects, removes = [], cluster, intent }: Change,
    context: ValidationContext,
    live = index,
  ) {
    const { now, dataStates = new Map(), assessment } = context;
    const gone = removes.flatMap(
      object => index.find(manifestRef(object)) ?? [],
    );
    const overlay = overlayObjects(index, objects, {
      now,
      clusterDomain: text(intent.clusterDomain),
    });
    const assess = { cluster, now, dataStates };
    this.#types = concerned([...overlay, ...gone]);
    this.#own = new Set(overlay.map(({ ref }) => stringifyObjectRef(ref)));
    this.#live = live;
    this.gone = gone;
    // What was found on the cluster alone says nothing of the files.
    this.#known = live === index ? assessment?.findings : undefined;
    this.before = new AssessScope(index, assess);
    this.#written =
      overlay.length > 0 && gone.length > 0
        ? new AssessScope(index.overlaid(overlay), assess)
        : undefined;
    this.after = new AssessScope(
      index.overlaid(
        overlay,
        gone.map(({ ref }) => ref),
      ),
      assess,
    );
  }

  /** Whether the change writes the object. */
  writes(ref: ObjectRef): boolean {
    return this.#own.has(stringifyObjectRef(ref));
  }

  /** Whether the change brings the object, which is not there yet. */
  brings(ref: ObjectRef): boolean {
    return this.writes(ref) && this.#live.find(ref) === undefined;
  }

  /** The rules whose answer the change may alter. */
  get rules(): readonly FindingRule[] {
    if ([...SETTINGS].some(type => this.#types.has(type))) return ALL_RULES;
    return ALL_RULES.filter(({ reads, alsoReads = [] }) =>
      [...reads, ...alsoReads].some(([, type]) => this.#types.has(type)),
    );
  }

  /** Types that keep a rule from judging, with the reason: `pods: forbidden`. */
  get unread(): string[] {
    const reasons = this.rules
      .filter(({ selfContained }) => !selfContained)
      .flatMap(({ reads, alsoReads = [] }) => [
        ...reads,
        ...alsoReads.filter(([, type]) => !DETAILS.has(type)),
      ])
      .flatMap(([resource, type]) => {
        const reason = this.after.unread(resource, type);
        return reason ? [`${resource}: ${reason}`] : [];
      });
    return [...new Set(reasons)].sort();
  }

  /**
   * What the rules find on the objects of the change, and what they find on
   * others only once it is made. Muted findings are left out.
   */
  findings(): FindingStatus[] {
    const found = this.#run(this.after).filter(({ muted }) => !muted);
    const others = found.filter(({ ref }) => !this.writes(ref));
    if (others.length === 0) return found;
    const known = new Set(
      (this.#known ?? this.#run(this.before)).map(identityOf),
    );
    return found.filter(
      finding => this.writes(finding.ref) || !known.has(identityOf(finding)),
    );
  }

  /** Whether what was found after the change is so by what it writes, whatever it removes. */
  isOfWriting(finding: FindingStatus): boolean {
    if (!this.#written) return false;
    this.#ofWriting ??= new Set(this.#run(this.#written).map(identityOf));
    return this.#ofWriting.has(identityOf(finding));
  }

  #run(scope: AssessScope): FindingStatus[] {
    const input = new ScopeInput(scope);
    return this.rules.flatMap(rule => findingsOf(input, rule));
  }
}
