import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ClusterFreshness,
  ProposedDefinitions,
} from '@meshwright/backstage-plugin-istio-common';
import { istioApiRef } from '../../api/IstioApi';
import { useRead, type ReadState } from '../useRead';

/** The clusters, and what was proposed for the chosen one: also while it is silent. */
export function useProposed(cluster: string | undefined): {
  clusters: ReadState<ClusterFreshness[]>;
  proposed: ReadState<ProposedDefinitions[]>;
} {
  const api = useApi(istioApiRef);
  const clusters = useRead(
    useCallback((signal: AbortSignal) => api.getClusters({ signal }), [api]),
  );
  const isKnown =
    clusters.state === 'ready' &&
    clusters.value.some(one => one.cluster === cluster);
  const proposed = useRead(
    useMemo(
      () =>
        isKnown && cluster
          ? (signal: AbortSignal) =>
              api.getProposedDefinitions(cluster, { signal })
          : undefined,
      [api, cluster, isKnown],
    ),
  );
  return { clusters, proposed };
}
