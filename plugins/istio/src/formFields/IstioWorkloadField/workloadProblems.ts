import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import { oneOf } from '../ClusterSource/oneOf';
import { namespaceProblem } from '../IstioNamespaceField/namespaceProblem';
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

/** Checks the parts that are there against what the cluster holds. */
export function workloadProblem(
  { namespace, workload }: Partial<WorkloadTarget>,
  inventory: ClusterInventory,
): WorkloadProblem | undefined {
  const wrong = namespaceProblem(namespace, inventory, false);
  if (wrong) return { part: 'namespace', sentence: wrong };
  if (!namespace || !workload) return undefined;
  const names = workloadsIn(inventory, namespace).map(({ name }) => name);
  if (names.includes(workload)) return undefined;
  return {
    part: 'workload',
    sentence: `Workload ${namespace}/${workload} does not exist in ${
      inventory.cluster
    }; ${oneOf(
      names,
      `namespace ${namespace} has none yet, deploy it first`,
    )}.`,
  };
}
