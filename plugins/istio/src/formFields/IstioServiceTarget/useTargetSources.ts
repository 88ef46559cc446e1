import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type {
  ClusterFreshness,
  ClusterInventory,
  EntityStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { istioApiRef } from '../../api/IstioApi';
import { useRead, type ReadState } from '../useRead';
import type { PartialServiceTarget } from './ServiceTarget';
import { suggestFromAnnotations, suggestTargets } from './suggestTargets';

/** States in which a cluster's last known choices are worth offering. */
const READABLE: ReadonlySet<string> = new Set(['live', 'stale']);

/** What the pickers of a target choose from. */
export interface TargetSources {
  clusters: ReadState<ClusterFreshness[]>;
  /** The chosen cluster, when it is one of them. */
  cluster?: ClusterFreshness;
  /** Idle while the cluster has no choices to offer. */
  inventory: ReadState<ClusterInventory>;
  entity: ReadState<EntityPrefill>;
}

/** What the entity says of its Services. */
export interface EntityPrefill {
  status?: EntityStatus;
  /** The likely one first. */
  targets: PartialServiceTarget[];
}

/** Resources that the pickers need and that the cluster refuses to list. */
export function refusedResources(cluster: ClusterFreshness): string[] {
  return cluster.resources
    .filter(
      ({ resource, state }) =>
        (resource === 'services' || resource === 'namespaces') &&
        (state === 'forbidden' || state === 'unauthenticated'),
    )
    .map(({ resource }) => resource);
}

/** Whether the pickers can offer what the cluster holds. */
export function offersChoices(cluster: ClusterFreshness): boolean {
  const needed = cluster.resources.filter(
    ({ resource }) => resource === 'services' || resource === 'namespaces',
  );
  return needed.length > 0
    ? needed.every(({ state }) => READABLE.has(state))
    : READABLE.has(cluster.state);
}

/** Reads clusters, the chosen one's services, and the entity's own. */
export function useTargetSources(
  clusterName: string | undefined,
  entityRef: string | undefined,
): TargetSources {
  const api = useApi(istioApiRef);
  const clusters = useRead(
    useCallback((signal: AbortSignal) => api.getClusters({ signal }), [api]),
  );
  const cluster =
    clusters.state === 'ready'
      ? clusters.value.find(item => item.cluster === clusterName)
      : undefined;
  const readable = cluster !== undefined && offersChoices(cluster);
  const inventory = useRead(
    useMemo(
      () =>
        readable && clusterName
          ? (signal: AbortSignal) => api.getInventory(clusterName, { signal })
          : undefined,
      [api, clusterName, readable],
    ),
  );
  return { clusters, cluster, inventory, entity: useEntityPrefill(entityRef) };
}

function useEntityPrefill(entityRef: string | undefined) {
  const api = useApi(istioApiRef);
  const catalog = useApi(catalogApiRef);
  return useRead(
    useMemo(() => {
      if (!entityRef) return undefined;
      return async (signal: AbortSignal): Promise<EntityPrefill> => {
        const status = await api
          .getEntityStatus(entityRef, { signal })
          // Without it the annotations still tell cluster and namespace.
          .catch(() => undefined);
        const targets = status ? suggestTargets(status) : [];
        if (targets.length > 0) return { status, targets };
        const entity = await catalog.getEntityByRef(entityRef);
        const named = suggestFromAnnotations(entity?.metadata.annotations);
        return { status, targets: named ? [named] : [] };
      };
    }, [api, catalog, entityRef]),
  );
}
