import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The tab "Mesh & certificates" of an entity. */
export const meshRouteRef = createRouteRef();

/** The page of the whole mesh. */
export const fleetRouteRef = createRouteRef();
