import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { istioApiRef } from '../../api/IstioApi';
import {
  useClusterSources,
  type ClusterSources,
} from '../ClusterSource/useClusterSources';
import { useRead, type ReadState } from '../useRead';
import type { PartialServiceTarget } from './ServiceTarget';
import { suggestFromAnnotations, suggestTargets } from './suggestTargets';

/** Types that the pickers of a target choose from. */
export const TARGET_RESOURCES = ['services', 'namespaces'] as const;

/** What the pickers of a target choose from. */
export interface TargetSources extends ClusterSources {
  entity: ReadState<EntityPrefill>;
}

/** What the entity says of its Services. */
export interface EntityPrefill {
  status?: EntityStatus;
  /** The likely one first. */
  targets: PartialServiceTarget[];
}

/** Reads clusters, the chosen one's services, and the entity's own. */
export function useTargetSources(
  clusterName: string | undefined,
  entityRef: string | undefined,
): TargetSources {
  const sources = useClusterSources(clusterName, TARGET_RESOURCES);
  return { ...sources, entity: useEntityPrefill(entityRef) };
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
