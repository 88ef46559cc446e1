import {
  createValidatedOpenApiRouterFromGeneratedEndpointMap,
  type internal,
} from '@backstage/backend-openapi-utils';
import { json, type Router } from 'express';
import spec from '../schema/openapi.json';
import { addChangeRoutes } from './changeRoutes';
import { addClusterRoutes } from './clusterRoutes';
import { addEntityRoutes } from './entityRoutes';
import { addExposureRoutes } from './exposureRoutes';
import { addFleetRoutes } from './fleetRoutes';
import { addIntentRoutes } from './intentRoutes';
import type { RouteContext } from './RouteContext';
import { addSchemaRoutes } from './schemaRoutes';
import { addValidateRoutes } from './validateRoutes';

/** A change comes with what the repository defines beside it, up to 1 MB. */
const BODY_LIMIT = '2mb';

/**
 * The HTTP API. Requests are checked against the OpenAPI document first;
 * answers too where `validateResponses` is set, which tests do.
 */
export function createRouter(
  context: RouteContext,
  options: { validateResponses?: boolean } = {},
): Router {
  const router: Router = createValidatedOpenApiRouterFromGeneratedEndpointMap(
    // The compiler widens the strings of a JSON file; the document itself is
    // checked by the validator when the router is made.
    spec as unknown as internal.RequiredDoc,
    { validatorOptions: options, middleware: [json({ limit: BODY_LIMIT })] },
  ) as unknown as Router;
  addEntityRoutes(router, context);
  addFleetRoutes(router, context);
  addClusterRoutes(router, context);
  addSchemaRoutes(router, context);
  addExposureRoutes(router, context);
  addValidateRoutes(router, context);
  addChangeRoutes(router, context);
  addIntentRoutes(router, context);
  return router;
}
