import type { JsonObject } from '@backstage/types';
import type { FindingStatus, WorkloadStatus } from '../../api/facts';
import type { FindingKindName } from '../../findings/catalogue';
import type { ObjectRef } from '../../model/identity';
import type { MeshObjectOf, MeshObjectType } from '../../model/meshObject';
import type { ObjectBase } from '../../model/objectMeta';
import type { PodObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import type { ExposureResult } from '../exposure/assessExposures';
import { objectNamespaces } from '../objectNamespaces';
import { completeFinding } from './completeFinding';

/** What rules look at. */
export interface RuleInput {
  scope: AssessScope;
  exposure: ExposureResult;
  workloads: readonly WorkloadStatus[];
}

/** A finding before severity, documentation and muting are filled in. */
export interface RawFinding {
  kind: FindingKindName;
  /** The object at fault; its annotations may mute the finding. */
  object: Pick<ObjectBase<string>, 'ref' | 'annotations'>;
  related?: ObjectRef[];
  /** A few words; those of the kind when absent. */
  title?: string;
  cause: string;
  fix: string;
  /** What the form of the kind's template is to hold; no template without. */
  form?: JsonObject;
}

/** One rule. It is skipped while a type that it reads could not be read. */
export interface FindingRule {
  name: string;
  raises: readonly FindingKindName[];
  reads: ReadonlyArray<readonly [resource: string, type: MeshObjectType]>;
  /**
   * What else its answer rests on, where it knows what to say without: a change
   * of these is judged by it too. The settings and revisions of the mesh count
   * for every rule.
   */
  alsoReads?: FindingRule['reads'];
  /** It reads nothing but the object it judges, so that one unread type does not hinder the others. */
  selfContained?: boolean;
  /** Those that are kept by namespace are complete, so that they are kept once. */
  find(input: RuleInput): Iterable<RawFinding | FindingStatus>;
}

/** A rule that judges one object after the other, each on its own. */
export interface ObjectRule<TType extends MeshObjectType> extends FindingRule {
  /** The types of the objects that it judges. */
  subjects: readonly TType[];
  /** Tells at a glance which objects nothing can be found on; absent: none. */
  concerns?(object: MeshObjectOf<TType>): boolean;
  /** The pods of a namespace that concern it, where several rules look for the same. */
  podsIn?(scope: AssessScope, namespace: string): readonly PodObject[];
  judge(
    input: Pick<RuleInput, 'scope'>,
    object: MeshObjectOf<TType>,
  ): Iterable<RawFinding>;
}

function isUnread(
  { selfContained, reads }: Pick<FindingRule, 'selfContained' | 'reads'>,
  type: MeshObjectType,
  scope: AssessScope,
): boolean {
  if (!selfContained) return false;
  return reads
    .filter(([, read]) => read === type)
    .every(([resource]) => scope.unread(resource, type) !== undefined);
}

/** Types of which there are many objects that change all the time. */
const BY_NAMESPACE: ReadonlySet<MeshObjectType> = new Set(['pod', 'workload']);

/** What a rule finds on the objects of one type in one namespace. */
function judgeNamespace<TType extends MeshObjectType>(
  rule: Omit<ObjectRule<TType>, 'find'>,
  type: TType,
) {
  const { concerns, podsIn, judge } = rule;
  return (scope: AssessScope, namespace: string): FindingStatus[] => {
    const found: FindingStatus[] = [];
    const objects =
      type === 'pod' && podsIn
        ? scope.memo(podsIn, namespace)
        : scope.index.inNamespace(type, namespace);
    for (const one of objects) {
      // The pods that concern a rule are of its subjects.
      const object = one as MeshObjectOf<TType>;
      if (concerns && !concerns(object)) continue;
      for (const finding of judge({ scope }, object)) {
        found.push(completeFinding(scope, finding));
      }
    }
    return found;
  };
}

/**
 * A rule for each object of some types; it need not be run again for the
 * others. Pods and workloads come by the thousand and change all the time:
 * those of one namespace are judged apart from those of the next.
 */
export function objectRule<TType extends MeshObjectType>(
  rule: Omit<ObjectRule<TType>, 'find'>,
): ObjectRule<TType> {
  const { concerns } = rule;
  const inNamespace = new Map(
    rule.subjects
      .filter(type => BY_NAMESPACE.has(type))
      .map(type => [type, judgeNamespace(rule, type)]),
  );
  function concerned({ index }: AssessScope, type: TType) {
    return Array.from(index.all(type)).filter(
      object => !concerns || concerns(object),
    );
  }
  return {
    ...rule,
    find(input) {
      const { scope } = input;
      const found: Array<RawFinding | FindingStatus> = [];
      for (const type of rule.subjects) {
        if (isUnread(rule, type, scope)) continue;
        const findings = inNamespace.get(type);
        if (findings) {
          for (const namespace of objectNamespaces(scope, type)) {
            // Most namespaces have none that concerns the rule.
            const none =
              type === 'pod' &&
              rule.podsIn &&
              scope.memo(rule.podsIn, namespace).length === 0;
            if (none) continue;
            for (const one of scope.memo(findings, namespace)) found.push(one);
          }
          continue;
        }
        const objects = concerns
          ? scope.memo(concerned, type)
          : scope.index.all(type);
        for (const object of objects) {
          for (const one of rule.judge(input, object)) found.push(one);
        }
      }
      return found;
    },
  };
}

/** How an object is named in a sentence: `Gateway shop/web`. */
export function nameOf(ref: ObjectRef): string {
  return ref.namespace
    ? `${ref.kind} ${ref.namespace}/${ref.name}`
    : `${ref.kind} ${ref.name}`;
}
