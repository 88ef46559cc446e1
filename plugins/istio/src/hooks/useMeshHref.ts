import { useCallback } from 'react';
import {
  routeResolutionApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import type { FactId } from '@meshwright/backstage-plugin-istio-common';
import { meshRouteRef } from '../routes';

/** The views of the tab, as they stand in its URL. */
export const MESH_VIEWS = [
  'workloads',
  'security',
  'certificates',
  'routing',
  'changes',
] as const;

/** One of {@link MESH_VIEWS}. */
export type MeshView = (typeof MESH_VIEWS)[number];

/** The view in which each fact of the card is explained. */
export const VIEW_OF_FACT: Record<FactId, MeshView> = {
  sidecar: 'workloads',
  revision: 'workloads',
  mtls: 'security',
  certificates: 'certificates',
  changes: 'changes',
};

/** Makes addresses of the tab of an entity. */
export function useMeshHref(
  entityRef: string,
): (view?: MeshView, query?: Record<string, string>) => string {
  const routes = useApiHolder().get(routeResolutionApiRef);
  const entityHref = useEntityRefLink()(entityRef);
  // An operator may move the tab; in a legacy app only the default path is known.
  const base =
    routes?.resolve(meshRouteRef, { sourcePath: entityHref })?.() ??
    `${entityHref}/mesh`;
  return useCallback(
    (view, query) => {
      const search = query ? `?${new URLSearchParams(query)}` : '';
      return `${base}${view ? `/${view}` : ''}${search}`;
    },
    [base],
  );
}
