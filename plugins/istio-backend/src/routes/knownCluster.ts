import { NotFoundError } from '@backstage/errors';
import type { RouteContext } from './RouteContext';

/** Throws 404 with the names that there are, unless the cluster is configured. */
export function knownCluster(
  { clusterNames }: Pick<RouteContext, 'clusterNames'>,
  cluster: string,
): void {
  if (clusterNames.includes(cluster)) return;
  const names = clusterNames.length ? clusterNames.join(', ') : 'none';
  throw new NotFoundError(
    `There is no cluster '${cluster}'; the configured clusters are: ${names}`,
  );
}
