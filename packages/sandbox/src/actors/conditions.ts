import { isRecord, type KubeInput } from '../kube/KubeObject';
import { timestamp } from '../kube/store/ObjectStore';

/** A condition of cert-manager's objects. @internal */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  lastTransitionTime: string;
  observedGeneration?: number;
}

/** The status of an object, or an empty one. @internal */
export function statusOf(object: KubeInput): Record<string, unknown> {
  return isRecord(object.status) ? object.status : {};
}

/** The conditions of an object. @internal */
export function conditionsOf(object: KubeInput): Condition[] {
  const { conditions } = statusOf(object);
  return Array.isArray(conditions)
    ? // a condition has these fields in every product
      (conditions.filter(isRecord) as unknown as Condition[])
    : [];
}

/** One condition of an object. @internal */
export function conditionOf(
  object: KubeInput,
  type: string,
): Condition | undefined {
  return conditionsOf(object).find(condition => condition.type === type);
}

/** The conditions with one set; its transition time changes only with its status. @internal */
export function withCondition(
  conditions: readonly Condition[],
  set: Omit<Condition, 'lastTransitionTime'>,
  at: Date,
): Condition[] {
  const before = conditions.find(({ type }) => type === set.type);
  const condition: Condition = {
    ...set,
    lastTransitionTime:
      before?.status === set.status ? before.lastTransitionTime : timestamp(at),
  };
  return before
    ? conditions.map(known => (known.type === set.type ? condition : known))
    : [...conditions, condition];
}
