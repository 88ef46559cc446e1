import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef, type IstioApi } from '../../api/IstioApi';
import { formTexts, type FormTexts } from '../ClusterSource/formTexts';
import { liveProblems } from '../ClusterSource/liveProblems';
import { withDeadline } from '../ClusterSource/withDeadline';
import type { PartialServiceTarget } from './ServiceTarget';
import { targetProblems, targetShape } from './targetProblems';
import { TARGET_RESOURCES } from './useTargetSources';

/** Options of the field `IstioServiceTarget`. */
export interface TargetFieldOptions {
  entityField?: string;
}

const MISSING = {
  cluster: 'missing.cluster',
  namespace: 'missing.namespace',
  service: 'missing.service',
  port: 'missing.port',
} as const;

const PARTS = ['cluster', 'namespace', 'service', 'port'] as const;

/**
 * Blocks Next with the reason. What cannot be read does not block: it goes on
 * as unverified.
 */
export const validateServiceTarget: CustomFieldValidator<
  PartialServiceTarget,
  TargetFieldOptions
> = async (target = {}, field, { apiHolder, formData, uiSchema }) => {
  const t = await formTexts(apiHolder);
  for (const part of PARTS) {
    const typed = part === 'port' && target.typedPort;
    if (!target[part] && !typed) field.addError(t(MISSING[part]));
  }
  const api = apiHolder.get(istioApiRef);
  const entityField = uiSchema?.['ui:options']?.entityField ?? 'entityRef';
  const sentences = await Promise.all([
    entityProblem(t, api, formData[entityField]),
    liveProblems({
      ...{ api, t, cluster: target.cluster, resources: TARGET_RESOURCES },
      live: inventory =>
        targetProblems(t, target, inventory).map(({ sentence }) => sentence),
      shape: () => targetShape(t, target).map(({ sentence }) => sentence),
    }),
  ]);
  for (const sentence of sentences.flat()) field.addError(sentence);
};

async function entityProblem(
  t: FormTexts,
  api: IstioApi | undefined,
  ref: unknown,
): Promise<string[]> {
  if (!api || typeof ref !== 'string' || !ref) return [];
  const status = await withDeadline(signal =>
    api.getEntityStatus(ref, { signal }),
  )
    // Nobody can tell.
    .catch(() => undefined);
  return status?.state === 'no-annotation'
    ? [t('wrong.entity', { entity: ref })]
    : [];
}
