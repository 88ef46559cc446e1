import { istioMeshReadPermission } from '@meshwright/backstage-plugin-istio-common';
import type { Router } from 'express';
import { authorise } from './authorise';
import type { RouteContext } from './RouteContext';

/** Zones in which hosts may be exposed. They are configuration, not cluster data: no audit. */
export function addExposureRoutes(router: Router, context: RouteContext): void {
  router.get('/exposure/zones', async (req, res) => {
    await authorise(context, req, istioMeshReadPermission);
    res.json({ items: context.zones });
  });
}
