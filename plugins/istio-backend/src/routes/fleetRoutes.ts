import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  istioMeshReadPermission,
  type FleetQuery,
  type FleetSummary,
} from '@meshwright/backstage-plugin-istio-common';
import type { Router } from 'express';
import { z } from 'zod';
import { findEntity } from '../entity/findEntity';
import { readEntities } from '../fleet/readEntities';
import { audited } from './audited';
import { authorise } from './authorise';
import { fleetKind, fleetQuery } from './fleetQuery';
import { parse } from './parse';
import type { RouteContext } from './RouteContext';

/** The fleet in numbers, and its rows page by page. */
export function addFleetRoutes(router: Router, context: RouteContext): void {
  router.get('/fleet/summary', async (req, res) => {
    const summary: FleetSummary = await audited(
      context,
      { request: req, eventId: 'fleet-read', meta: { kind: 'summary' } },
      async () => {
        await authorise(context, req, istioMeshReadPermission);
        return context.fleet.summary();
      },
    );
    res.json(summary);
  });

  router.get('/fleet/:kind', async (req, res) => {
    const { kind } = parse(z.object({ kind: fleetKind }), req.params);
    const query = parse(fleetQuery(kind), req.query);
    const { cluster, namespace, entityRef, owner } = query;
    const page = await audited(
      context,
      {
        request: req,
        eventId: 'fleet-read',
        meta: JSON.parse(
          JSON.stringify({ kind, cluster, namespace, entityRef, owner }),
        ),
      },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioMeshReadPermission,
        );
        checkClusters(context, query);
        return context.fleet.page(
          kind,
          await visibleRef(context, query, credentials),
          await entitiesFor(context, query, credentials),
        );
      },
    );
    res.json(page);
  });
}

function checkClusters(
  { clusterNames }: RouteContext,
  { cluster }: FleetQuery,
): void {
  const unknown = cluster?.find(name => !clusterNames.includes(name));
  if (unknown === undefined) return;
  throw new InputError(
    `cluster: there is no cluster '${unknown}'; the configured clusters are: ${
      clusterNames.join(', ') || 'none'
    }`,
  );
}

/** The query with the entity as the catalog names it; 404 for one that the caller may not see. */
async function visibleRef(
  { catalog }: RouteContext,
  query: FleetQuery,
  credentials: BackstageCredentials,
): Promise<FleetQuery> {
  if (query.entityRef === undefined) return query;
  const entity = await findEntity(
    catalog,
    parseEntityRef(query.entityRef),
    credentials,
  );
  return { ...query, entityRef: stringifyEntityRef(entity) };
}

/**
 * What the caller may see of the catalog. Rows can be shown without it, but not
 * picked by what is not known.
 */
async function entitiesFor(
  { catalog }: RouteContext,
  { entityRef, owner }: FleetQuery,
  credentials: BackstageCredentials,
): Promise<Entity[] | { unread: string }> {
  try {
    return await readEntities(catalog, credentials);
  } catch (error) {
    const cause = isError(error) ? error.message : String(error);
    const unread = `The catalog did not answer: ${cause}`;
    if (entityRef === undefined && !owner) return { unread };
    throw new ServiceUnavailableError(unread, error);
  }
}
