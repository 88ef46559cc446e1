import type { MeshIndex } from '../index/MeshIndex';
import type { ObjectChange } from '../index/objectChange';
import { PartPool } from '../index/PartPool';
import { byRef } from '../model/byCreation';
import type { ObjectRef } from '../model/identity';
import type { MeshObjectType } from '../model/meshObject';
import type { StringMap } from '../model/objectMeta';
import type {
  NamespaceObject,
  ServiceObject,
  WebhookConfigurationObject,
} from '../model/workloadObjects';
import type { DestinationRuleObject } from '../model/networkingObjects';
import type { AssessContext } from './assessContext';
import {
  type ControlPlane,
  findControlPlanes,
  findTags,
} from './controlPlanes';
import { RulesByHost } from './egress/RulesByHost';
import { findServices } from './findServices';
import type { WorkloadGroup } from './groupWorkloads';
import type { Cell } from './incremental/Cell';
import { hostCovers, isWildcard, resolveHost } from './hosts';
import { OnceResults, type Results, type Rule } from './incremental/Results';
import {
  DEFAULT_SETTINGS,
  type MeshSettings,
  readMeshSettings,
} from './meshSettings';
import { unread } from './unread';
import { WorkloadRoster } from './WorkloadRoster';

/** So many values are held to be shared; what is no longer said goes with the rest. */
const SHARED_LIMIT = 20_000;

/**
 * One assessment of one cluster: the index, the context, and the joins that
 * several rules share, worked out once. It is the only door through which
 * rules see the cluster: what they read here is what they are run again for,
 * see incremental/README.md.
 */
export class AssessScope {
  readonly #results: Results<AssessScope>;
  readonly #roster: WorkloadRoster;
  readonly #said = new PartPool(SHARED_LIMIT);

  constructor(
    readonly index: MeshIndex,
    readonly context: AssessContext,
    results: Results<AssessScope> = new OnceResults(),
  ) {
    this.#results = results;
    this.#roster = new WorkloadRoster(this, index);
  }

  /**
   * The result of a rule for an argument, worked out once and again only when
   * what it read is different. The rule must be a function of the module, and
   * the argument something that does not change under its identity.
   */
  memo<TInput, TValue>(
    rule: Rule<AssessScope, TInput, TValue>,
    input: TInput,
  ): TValue {
    return this.#results.memo(rule, this, input);
  }

  /**
   * An equal value that was handed in before, else the value: what is said of
   * many workloads is held once. Only for plain data that nobody changes.
   */
  shared<TValue extends object>(value: TValue): TValue {
    return this.#said.part(value);
  }

  /** An equal text that was handed in before, else the text. */
  sharedText(text: string): string {
    return this.#said.text(text);
  }

  /** Says that what is being worked out rests on the cell. */
  noteRead(cell: Cell): void {
    this.#results.noteRead(cell);
  }

  /** Follows a change of the index; answers what is different by it. */
  follow(change: ObjectChange): Iterable<Cell> {
    return this.#roster.apply(change);
  }

  get webhooks(): readonly WebhookConfigurationObject[] {
    return this.memo(webhooksOf, undefined);
  }

  get controlPlanes(): readonly ControlPlane[] {
    return this.memo(controlPlanesOf, undefined);
  }

  get tags(): ReadonlyMap<string, string> {
    return this.memo(tagsOf, undefined);
  }

  /** Version by revision; a revision whose version is not known is present too. */
  get versions(): ReadonlyMap<string, string | undefined> {
    return this.memo(versionsOf, undefined);
  }

  get settings(): ReadonlyMap<string, MeshSettings> {
    return this.memo(settingsByRevision, undefined);
  }

  /** Every workload, ordered by identity. */
  get workloads(): readonly WorkloadGroup[] {
    return this.#roster.all;
  }

  /** The workloads of one namespace, ordered by identity. */
  workloadsIn(namespace: string): readonly WorkloadGroup[] {
    return this.#roster.inNamespace(namespace);
  }

  workload(ref: ObjectRef): WorkloadGroup | undefined {
    return this.#roster.find(ref);
  }

  get destinationRules(): {
    covering(host: string): readonly DestinationRuleObject[];
  } {
    return { covering: host => rulesCovering(this, host) };
  }

  /** Why a type could not be read; undefined when it could. */
  unread(resource: string, type: MeshObjectType): string | undefined {
    return this.memo(unreadReason, `${type} ${resource}`);
  }

  namespace(name: string): NamespaceObject | undefined {
    const found = this.index.find({ group: '', kind: 'Namespace', name });
    return found?.type === 'namespace' ? found : undefined;
  }

  service(namespace: string, name: string): ServiceObject | undefined {
    const ref: ObjectRef = { group: '', kind: 'Service', namespace, name };
    const found = this.index.find(ref);
    return found?.type === 'service' ? found : undefined;
  }

  /** The Services that select a workload's pods. */
  servicesOf(group: WorkloadGroup): readonly ServiceObject[] {
    return this.memo(servicesOfGroup, group);
  }

  /**
   * The mesh configuration of a revision; without one, that of the default
   * revision, else of any, else Istio's defaults.
   */
  settingsOf(revision: string | undefined): MeshSettings {
    return this.memo(settingsOfRevision, revision);
  }

  labelsOfNamespace(name: string): StringMap | undefined {
    return this.namespace(name)?.labels;
  }
}

function webhooksOf({ index }: AssessScope) {
  return [...index.all('webhook')].sort(byRef);
}

function controlPlanesOf({ index }: AssessScope) {
  return findControlPlanes(index);
}

function tagsOf({ index }: AssessScope) {
  return findTags(index);
}

function versionsOf({ controlPlanes }: AssessScope) {
  return new Map(
    controlPlanes.map(({ revision, version }) => [revision, version]),
  );
}

function settingsByRevision({ index }: AssessScope) {
  return readMeshSettings(index);
}

function settingsOfRevision(
  { tags, settings }: AssessScope,
  revision: string | undefined,
): MeshSettings {
  const fallback = tags.get('default') ?? 'default';
  return (
    (revision !== undefined ? settings.get(revision) : undefined) ??
    settings.get(fallback) ??
    [...settings].sort(([a], [b]) => (a < b ? -1 : 1))[0]?.[1] ??
    DEFAULT_SETTINGS
  );
}

function rulesByHost({ index }: AssessScope): RulesByHost {
  return new RulesByHost(index.all('destinationrule'));
}

/** What the names of the Services of one namespace end in. */
const SERVICE_SUFFIX = /\.[^.]+\.svc\.cluster\.local$/;

function rulesNear(scope: AssessScope, suffix: string) {
  return scope.memo(rulesByHost, undefined).near(suffix);
}

function rulesOf(scope: AssessScope, host: string) {
  return scope.memo(rulesByHost, undefined).covering(host);
}

/** Looked up by namespace where the host has one, as few namespaces have rules. */
function rulesCovering(
  scope: AssessScope,
  host: string,
): readonly DestinationRuleObject[] {
  const [suffix] = SERVICE_SUFFIX.exec(host) ?? [];
  if (suffix === undefined || isWildcard(host)) {
    return scope.memo(rulesOf, host);
  }
  const near = scope.memo(rulesNear, suffix);
  return near.length === 0
    ? near
    : near.filter(rule => hostCovers(resolveHost(rule.host, rule.ref), host));
}

function servicesOfGroup({ index }: AssessScope, group: WorkloadGroup) {
  return findServices(index, group);
}

function unreadReason({ index, context }: AssessScope, key: string) {
  const [type, resource] = key.split(' ');
  // The key is made of a type and a resource, see AssessScope.unread.
  return unread(index, context, resource, type as MeshObjectType);
}
