import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import { oneOf } from '../ClusterSource/oneOf';
import type { PartialServiceTarget } from './ServiceTarget';

/** What is wrong with one part of a target: what, and the way out. */
export interface TargetProblem {
  part: 'cluster' | 'namespace' | 'service' | 'port';
  sentence: string;
}

/** Checks the parts that are there against what the cluster holds. */
export function targetProblems(
  target: PartialServiceTarget,
  inventory: ClusterInventory,
): TargetProblem[] {
  const { namespace, service, port } = target;
  const { cluster } = inventory;
  if (!namespace) return [];
  if (!inventory.namespaces.some(({ name }) => name === namespace)) {
    const names = inventory.namespaces.map(({ name }) => name);
    return [
      {
        part: 'namespace',
        sentence: `Namespace ${namespace} does not exist in ${cluster}; ${oneOf(
          names,
          'it has none that Meshwright may see',
        )}.`,
      },
    ];
  }
  if (!service) return [];
  const services = inventory.services.filter(
    item => item.namespace === namespace,
  );
  const found = services.find(({ name }) => name === service);
  if (!found) {
    const names = services.map(({ name }) => name);
    return [
      {
        part: 'service',
        sentence: `Service ${namespace}/${service} does not exist in ${cluster}; ${oneOf(
          names,
          `namespace ${namespace} has no Service yet, create it first`,
        )}.`,
      },
    ];
  }
  if (!port || found.ports.some(item => item.port === port)) return [];
  return [
    {
      part: 'port',
      sentence: `Service ${namespace}/${service} in ${cluster} has no port ${port}; ${oneOf(
        found.ports.map(portText),
        'it has none at all, add one first',
      )}.`,
    },
  ];
}

/** "8080 (http)". */
export function portText(item: { port: number; name?: string }): string {
  return item.name ? `${item.port} (${item.name})` : `${item.port}`;
}
