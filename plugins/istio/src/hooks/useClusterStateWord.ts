import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DataState } from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../translations/istioTranslationRef';

const KEYS = {
  live: 'clusterState.live',
  syncing: 'clusterState.syncing',
  stale: 'clusterState.stale',
  forbidden: 'clusterState.forbidden',
  unauthenticated: 'clusterState.unauthenticated',
  'not-installed': 'clusterState.notInstalled',
  unreachable: 'clusterState.unreachable',
  degraded: 'clusterState.degraded',
} as const satisfies Record<DataState, string>;

/** Names the state of what is known of a cluster. */
export function useClusterStateWord(): (state: DataState) => string {
  const { t } = useTranslationRef(istioTranslationRef);
  return useCallback((state: DataState) => t(KEYS[state]), [t]);
}
