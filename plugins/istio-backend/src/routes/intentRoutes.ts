import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  istioChangeCreatePermission,
  istioMeshReadPermission,
  type ProposedDefinitions,
} from '@meshwright/backstage-plugin-istio-common';
import type { Router } from 'express';
import { z } from 'zod';
import { keepIntent } from '../database/operations/keepIntent';
import { readIntents } from '../database/operations/readIntents';
import { findEntity } from '../entity/findEntity';
import { makeKeptIntent } from '../intents/makeKeptIntent';
import { proposedDefinitions } from '../intents/proposedDefinitions';
import { audited } from './audited';
import { authorise } from './authorise';
import { entityRefOf } from './entityRefOf';
import { knownCluster } from './knownCluster';
import { parse } from './parse';
import type { RouteContext } from './RouteContext';

const proposal = z.strictObject({
  kind: z.string().min(1).max(64),
  intent: z.looseObject({}),
  template: z.string().min(1).max(300),
  entityRef: z.string().min(1).max(1024).optional(),
});

const query = z.object({ cluster: z.string().min(1) });

/** Entities that the catalog is asked for at a time. */
const AT_A_TIME = 200;

/** Keeping proposed intents, and what can be taken back in a cluster. */
export function addIntentRoutes(router: Router, context: RouteContext): void {
  addKeepRoute(router, context);
  addReadRoute(router, context);
}

function addKeepRoute(router: Router, context: RouteContext): void {
  router.post('/intents', async (req, res) => {
    const { entityRef, ...body } = parse(proposal, req.body);
    const answer = await audited(
      context,
      {
        request: req,
        eventId: 'intent-keep',
        severityLevel: 'medium',
        meta: { intent: body.kind, ...(entityRef && { entity: entityRef }) },
      },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioChangeCreatePermission,
        );
        const entity =
          entityRef === undefined
            ? undefined
            : await findEntity(
                context.catalog,
                entityRefOf(entityRef),
                credentials,
              );
        const kept = makeKeptIntent(body, {
          entityRef: entity && stringifyEntityRef(entity),
          proposedAt: new Date(context.clock.now()).toISOString(),
        });
        knownCluster(context, kept.cluster);
        await keepIntent(context.knex, kept);
        return { change: kept.change };
      },
    );
    res.status(201).json(answer);
  });
}

function addReadRoute(router: Router, context: RouteContext): void {
  router.get('/intents', async (req, res) => {
    const { cluster } = parse(query, req.query);
    const items: ProposedDefinitions[] = await audited(
      context,
      { request: req, eventId: 'intents-read', meta: { cluster } },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioMeshReadPermission,
        );
        knownCluster(context, cluster);
        const live = context.findLive(cluster);
        const all = proposedDefinitions(
          cluster,
          await readIntents(context.knex, cluster),
          live?.settled ? live.index : undefined,
        );
        const visible = await visibleOf(context, all, credentials);
        return all.filter(
          ({ entityRef }) => entityRef === undefined || visible.has(entityRef),
        );
      },
    );
    res.json({ items });
  });
}

/** The entities of these definitions that the caller may see. */
async function visibleOf(
  { catalog }: RouteContext,
  definitions: readonly ProposedDefinitions[],
  credentials: BackstageCredentials,
): Promise<Set<string>> {
  const refs = [
    ...new Set(definitions.flatMap(({ entityRef }) => entityRef ?? [])),
  ].filter(isEntityRef);
  const visible = new Set<string>();
  for (let from = 0; from < refs.length; from += AT_A_TIME) {
    const entityRefs = refs.slice(from, from + AT_A_TIME);
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata.name', 'metadata.namespace'] },
      { credentials },
    );
    entityRefs.forEach((ref, at) => items[at] && visible.add(ref));
  }
  return visible;
}

/** An annotation in a cluster may say anything. */
function isEntityRef(text: string): boolean {
  try {
    return stringifyEntityRef(parseEntityRef(text)) !== '';
  } catch {
    return false;
  }
}
