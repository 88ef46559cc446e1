import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef, type IstioApi } from '../../api/IstioApi';
import type { PartialServiceTarget } from './ServiceTarget';
import { targetProblems } from './targetProblems';
import { offersChoices } from './useTargetSources';

interface Options {
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
  Options
> = async (target, field, { apiHolder, formData, uiSchema }) => {
  for (const [part, sentence] of Object.entries(MISSING)) {
    if (!target?.[part as keyof typeof MISSING]) field.addError(sentence);
  }
  const api = apiHolder.get(istioApiRef);
  if (!api) return;
  const entityField = uiSchema?.['ui:options']?.entityField ?? 'entityRef';
  const sentences = await Promise.all([
    entityProblem(api, formData[entityField]),
    liveProblems(api, target ?? {}),
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

async function liveProblems(
  api: IstioApi,
  target: PartialServiceTarget,
): Promise<string[]> {
  const clusters = await api.getClusters().catch(() => undefined);
  if (!clusters || !target.cluster) return [];
  const cluster = clusters.find(item => item.cluster === target.cluster);
  if (!cluster) {
    const names = clusters.map(item => item.cluster).join(', ');
    return [`Cluster ${target.cluster} is not known; choose one of ${names}.`];
  }
  if (!offersChoices(cluster)) return [];
  const inventory = await api
    .getInventory(target.cluster)
    .catch(() => undefined);
  return inventory
    ? targetProblems(target, inventory).map(({ sentence }) => sentence)
    : [];
}
