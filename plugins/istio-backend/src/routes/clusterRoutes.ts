import { ServiceUnavailableError } from '@backstage/errors';
import {
  inventory,
  istioMeshReadPermission,
  type ClusterFreshness,
  type ClusterInventory,
} from '@meshwright/backstage-plugin-istio-common';
import type { Router } from 'express';
import { audited } from './audited';
import { authorise } from './authorise';
import { knownCluster } from './knownCluster';
import type { RouteContext } from './RouteContext';

/** A cluster is read anew on request at most this often. */
const REFRESH_PAUSE_MS = 5_000;

/** How clusters stand, what is in them, and reading them anew. */
export function addClusterRoutes(router: Router, context: RouteContext): void {
  router.get('/clusters', async (req, res) => {
    const items: ClusterFreshness[] = await audited(
      context,
      { request: req, eventId: 'clusters-read', meta: {} },
      async () => {
        await authorise(context, req, istioMeshReadPermission);
        return context.reader.clusters();
      },
    );
    res.json({ items });
  });

  router.get('/clusters/:cluster/inventory', async (req, res) => {
    const { cluster } = req.params;
    const answer: ClusterInventory = await audited(
      context,
      { request: req, eventId: 'cluster-inventory-read', meta: { cluster } },
      async () => {
        await authorise(context, req, istioMeshReadPermission);
        knownCluster(context, cluster);
        return readInventory(context, cluster);
      },
    );
    res.json(answer);
  });

  addRefreshRoute(router, context);
}

function addRefreshRoute(router: Router, context: RouteContext): void {
  const refreshedAt = new Map<string, number>();
  router.post('/clusters/:cluster/refresh', async (req, res) => {
    const { cluster } = req.params;
    await audited(
      context,
      { request: req, eventId: 'cluster-refresh', meta: { cluster } },
      async () => {
        await authorise(context, req, istioMeshReadPermission);
        knownCluster(context, cluster);
        const now = context.clock.now();
        const last = refreshedAt.get(cluster) ?? Number.NEGATIVE_INFINITY;
        // Asking again at once changes nothing, and costs the cluster a list.
        if (now - last < REFRESH_PAUSE_MS) return;
        refreshedAt.set(cluster, now);
        context.findLive(cluster)?.refresh();
      },
    );
    res.status(202).json({ cluster });
  });
}

function readInventory(
  context: RouteContext,
  cluster: string,
): ClusterInventory {
  const live = context.findLive(cluster);
  if (!live?.settled) {
    const freshness = live?.freshness();
    const cause = freshness?.message ?? freshness?.state ?? 'not read here';
    throw new ServiceUnavailableError(
      `Cluster ${cluster} was not read yet (${cause}); type the names by hand`,
    );
  }
  return inventory(live.index, cluster);
}
