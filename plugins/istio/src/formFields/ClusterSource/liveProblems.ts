import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { IstioApi } from '../../api/IstioApi';
import { offersChoices, type NeededResources } from './offersChoices';
import { oneOf } from './oneOf';

/**
 * What is wrong with a choice, by what its cluster holds. What cannot be read
 * has nothing wrong: it goes on as unverified, which the pull request says.
 */
export async function liveProblems(
  api: Pick<IstioApi, 'getClusters' | 'getInventory'>,
  clusterName: string | undefined,
  resources: NeededResources,
  problems: (inventory: ClusterInventory) => string[],
): Promise<string[]> {
  const clusters = await api.getClusters().catch(() => undefined);
  if (!clusters || !clusterName) return [];
  const cluster = clusters.find(item => item.cluster === clusterName);
  if (!cluster) {
    const names = clusters.map(item => item.cluster);
    return [
      `Cluster ${clusterName} is not known; ${oneOf(
        names,
        'Meshwright reads none, ask its operator',
      )}.`,
    ];
  }
  if (!offersChoices(cluster, resources)) return [];
  const inventory = await api.getInventory(clusterName).catch(() => undefined);
  return inventory ? problems(inventory) : [];
}
