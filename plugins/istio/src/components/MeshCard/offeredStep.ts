import type {
  EntityStatus,
  FactId,
  NextStep,
} from '@meshwright/backstage-plugin-istio-common';

/** What could be done although nothing is wrong: the first fact with a template. */
export function offeredStep(
  status: EntityStatus | undefined,
): { id: FactId; step: NextStep } | undefined {
  for (const { id, action } of status?.facts ?? []) {
    if (action?.template) return { id, step: action };
  }
  return undefined;
}
