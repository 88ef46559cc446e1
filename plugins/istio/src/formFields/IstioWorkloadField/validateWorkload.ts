import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { formTexts } from '../ClusterSource/formTexts';
import { liveProblems } from '../ClusterSource/liveProblems';
import { firstProblem } from '../ClusterSource/nameProblems';
import { workloadProblem, workloadShape } from './workloadProblems';
import type { WorkloadTarget } from './WorkloadTarget';

/** Types that the picker of a workload chooses from. */
export const WORKLOAD_RESOURCES = [
  'namespaces',
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
] as const;

/** Every part, and a workload that exists while anybody can tell. */
export const validateWorkload: CustomFieldValidator<
  Partial<WorkloadTarget>
> = async (target = {}, field, { apiHolder }) => {
  const t = await formTexts(apiHolder);
  if (!target.cluster) field.addError(t('missing.cluster'));
  if (!target.namespace) field.addError(t('missing.namespace'));
  if (!target.workload) field.addError(t('missing.workload'));
  else if (Object.keys(target.labels ?? {}).length === 0) {
    field.addError(t('missing.labels'));
  }
  const found = await liveProblems({
    api: apiHolder.get(istioApiRef),
    t,
    cluster: target.cluster,
    resources: WORKLOAD_RESOURCES,
    live: inventory =>
      firstProblem(workloadProblem(t, target, inventory)?.sentence),
    shape: () => firstProblem(workloadShape(t, target)?.sentence),
  });
  for (const sentence of found) field.addError(sentence);
};
