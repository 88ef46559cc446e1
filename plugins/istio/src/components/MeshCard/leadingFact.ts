import type {
  EntityStatus,
  Fact,
} from '@meshwright/backstage-plugin-istio-common';

/** The fact that matters now; nothing when all is well. */
export function leadingFact(
  status: EntityStatus | undefined,
): Fact | undefined {
  return status?.facts.find(fact => fact.id === status.leading);
}
