import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ClusterFreshness,
  ClusterInventory,
} from '@meshwright/backstage-plugin-istio-common';
import { istioApiRef } from '../../api/IstioApi';
import { useRead, type ReadState } from '../useRead';
import { offersChoices, type NeededResources } from './offersChoices';

/** What a picker chooses from. */
export interface ClusterSources {
  /** What the picker needs to be able to read. */
  resources: NeededResources;
  clusters: ReadState<ClusterFreshness[]>;
  /** The chosen cluster, when it is one of them. */
  cluster?: ClusterFreshness;
  /** Idle while the cluster has no choices to offer. */
  inventory: ReadState<ClusterInventory>;
}

/** What the chosen cluster holds, once it is read. */
export function inventoryOf({
  inventory,
}: Pick<ClusterSources, 'inventory'>): ClusterInventory | undefined {
  return inventory.state === 'ready' ? inventory.value : undefined;
}

/** Reads the clusters, and what is in the chosen one. */
export function useClusterSources(
  clusterName: string | undefined,
  resources: NeededResources,
): ClusterSources {
  const api = useApi(istioApiRef);
  const clusters = useRead(
    useCallback((signal: AbortSignal) => api.getClusters({ signal }), [api]),
  );
  const cluster =
    clusters.state === 'ready'
      ? clusters.value.find(item => item.cluster === clusterName)
      : undefined;
  const readable = cluster !== undefined && offersChoices(cluster, resources);
  const inventory = useRead(
    useMemo(
      () =>
        readable && clusterName
          ? (signal: AbortSignal) => api.getInventory(clusterName, { signal })
          : undefined,
      [api, clusterName, readable],
    ),
  );
  return { resources, clusters, cluster, inventory };
}
