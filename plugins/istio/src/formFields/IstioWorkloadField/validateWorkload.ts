import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { liveProblems } from '../ClusterSource/liveProblems';
import { workloadProblem } from './workloadProblems';
import type { WorkloadTarget } from './WorkloadTarget';

/** Types that the picker of a workload chooses from. */
export const WORKLOAD_RESOURCES = [
  'namespaces',
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
] as const;

const MISSING = {
  cluster: 'Choose a cluster.',
  namespace: 'Choose a namespace.',
  workload: 'Choose a workload.',
} as const;

/** Every part, and a workload that exists while anybody can tell. */
export const validateWorkload: CustomFieldValidator<
  Partial<WorkloadTarget>
> = async (target = {}, field, { apiHolder }) => {
  for (const [part, sentence] of Object.entries(MISSING)) {
    if (!target[part as keyof typeof MISSING]) field.addError(sentence);
  }
  if (target.workload && Object.keys(target.labels ?? {}).length === 0) {
    field.addError(
      'Say which labels choose the pods of the workload, such as app=cart.',
    );
  }
  const api = apiHolder.get(istioApiRef);
  if (!api) return;
  const found = await liveProblems(
    api,
    target.cluster,
    WORKLOAD_RESOURCES,
    inventory => {
      const problem = workloadProblem(target, inventory);
      return problem ? [problem.sentence] : [];
    },
  );
  for (const sentence of found) field.addError(sentence);
};
