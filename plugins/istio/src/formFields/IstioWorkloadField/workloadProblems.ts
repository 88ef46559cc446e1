import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { FormTexts } from '../ClusterSource/formTexts';
import { subdomainProblem } from '../ClusterSource/nameProblems';
import { oneOf } from '../ClusterSource/oneOf';
import {
  namespaceProblem,
  namespaceShape,
} from '../IstioNamespaceField/namespaceProblem';
import type { WorkloadTarget } from './WorkloadTarget';

/** What is wrong with which part. */
export interface WorkloadProblem {
  part: 'namespace' | 'workload';
  sentence: string;
}

/** The workloads of a namespace. */
export function workloadsIn(
  inventory: ClusterInventory | undefined,
  namespace: string | undefined,
): ClusterInventory['workloads'] {
  return (
    inventory?.workloads.filter(item => item.namespace === namespace) ?? []
  );
}

/** Checks the names of the parts that are there, whatever the cluster holds. */
export function workloadShape(
  t: FormTexts,
  { namespace, workload }: Partial<WorkloadTarget>,
): WorkloadProblem | undefined {
  const place = namespaceShape(t, namespace);
  if (place) return { part: 'namespace', sentence: place };
  const sentence = subdomainProblem(t, t('pick.workload'), workload);
  return sentence ? { part: 'workload', sentence } : undefined;
}

/** Checks the parts that are there against what the cluster holds. */
export function workloadProblem(
  t: FormTexts,
  { namespace, workload }: Partial<WorkloadTarget>,
  inventory: ClusterInventory,
): WorkloadProblem | undefined {
  const wrong = namespaceProblem(t, namespace, inventory, false);
  if (wrong) return { part: 'namespace', sentence: wrong };
  if (!namespace || !workload) return undefined;
  const names = workloadsIn(inventory, namespace).map(({ name }) => name);
  if (names.includes(workload)) return undefined;
  const sentence = t('wrong.workload', {
    name: `${namespace}/${workload}`,
    cluster: inventory.cluster,
    choose: oneOf(t, names, t('wrong.noWorkload', { namespace })),
  });
  return { part: 'workload', sentence };
}
