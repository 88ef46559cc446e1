import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef, type IstioApi } from '../../api/IstioApi';
import { liveProblems } from '../ClusterSource/liveProblems';
import type { PartialServiceTarget } from './ServiceTarget';
import { targetProblems } from './targetProblems';
import { TARGET_RESOURCES } from './useTargetSources';

/** Options of the field `IstioServiceTarget`. */
export interface TargetFieldOptions {
  entityField?: string;
}

const MISSING = {
  cluster: 'Choose a cluster.',
  namespace: 'Choose a namespace.',
  service: 'Choose a Service.',
  port: 'Choose a port of the Service.',
} as const;

/**
 * Blocks Next with the reason. What cannot be read does not block: it goes on
 * as unverified.
 */
export const validateServiceTarget: CustomFieldValidator<
  PartialServiceTarget,
  TargetFieldOptions
> = async (target, field, { apiHolder, formData, uiSchema }) => {
  for (const [part, sentence] of Object.entries(MISSING)) {
    if (!target?.[part as keyof typeof MISSING]) field.addError(sentence);
  }
  const api = apiHolder.get(istioApiRef);
  if (!api) return;
  const entityField = uiSchema?.['ui:options']?.entityField ?? 'entityRef';
  const sentences = await Promise.all([
    entityProblem(api, formData[entityField]),
    liveProblems(api, target?.cluster, TARGET_RESOURCES, inventory =>
      targetProblems(target ?? {}, inventory).map(({ sentence }) => sentence),
    ),
  ]);
  for (const sentence of sentences.flat()) field.addError(sentence);
};

async function entityProblem(api: IstioApi, ref: unknown): Promise<string[]> {
  if (typeof ref !== 'string' || !ref) return [];
  const status = await api.getEntityStatus(ref).catch(() => undefined);
  return status?.state === 'no-annotation'
    ? [
        `${ref} does not say which workload it is; add the annotation shown above to its catalog-info.yaml.`,
      ]
    : [];
}
