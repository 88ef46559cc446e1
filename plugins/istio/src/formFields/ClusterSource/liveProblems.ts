import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { IstioApi } from '../../api/IstioApi';
import type { FormTexts } from './formTexts';
import { labelProblem } from './nameProblems';
import { offersChoices, type NeededResources } from './offersChoices';
import { oneOf } from './oneOf';
import { withDeadline } from './withDeadline';

/** What a choice is judged by. */
export interface LiveQuestion {
  /** Absent where the app has no Istio backend. */
  api: Pick<IstioApi, 'getClusters' | 'getInventory'> | undefined;
  t: FormTexts;
  cluster: string | undefined;
  resources: NeededResources;
  /** What is wrong by what the cluster holds. */
  live: (inventory: ClusterInventory) => string[];
  /** What is wrong whatever there is: for who cannot ask a cluster. */
  shape: () => string[];
}

/**
 * What is wrong with a choice, by what its cluster holds. What cannot be read
 * in time goes on as unverified, which the pull request says: of it only the
 * form of the names is known.
 */
export async function liveProblems(question: LiveQuestion): Promise<string[]> {
  const { cluster, t, live, shape } = question;
  const read = await withDeadline(signal => readCluster(question, signal))
    // Nobody can tell.
    .catch(() => undefined);
  if (read?.inventory) return live(read.inventory);
  if (read?.clusters && cluster) {
    const choose = oneOf(t, read.clusters, t('wrong.noCluster'));
    return [t('wrong.cluster', { name: cluster, choose })];
  }
  const wrong = labelProblem(t, t('target.cluster'), cluster);
  return wrong ? [wrong] : shape();
}

/** What the cluster holds, or where it is none of them, which there are. */
async function readCluster(
  { api, cluster: name, resources }: LiveQuestion,
  signal: AbortSignal,
): Promise<{ inventory?: ClusterInventory; clusters?: string[] }> {
  if (!api || !name) return {};
  const clusters = await api.getClusters({ signal });
  const cluster = clusters.find(item => item.cluster === name);
  if (!cluster) return { clusters: clusters.map(item => item.cluster) };
  if (!offersChoices(cluster, resources)) return {};
  return { inventory: await api.getInventory(name, { signal }) };
}
