import { parseEntityRef } from '@backstage/catalog-model';
import { InputError, isError } from '@backstage/errors';
import {
  istioMeshReadPermission,
  type EntityStatus,
  type EntitySummary,
} from '@meshwright/backstage-plugin-istio-common';
import type { Router } from 'express';
import { z } from 'zod';
import { findEntity } from '../entity/findEntity';
import { summariseStatus } from '../entity/summariseStatus';
import { audited } from './audited';
import { authorise } from './authorise';
import { parse } from './parse';
import type { RouteContext } from './RouteContext';

/** Entities a request for summaries may name. */
const MOST_SUMMARIES = 200;

const summariesBody = z.object({
  entityRefs: z
    .array(z.string().min(1))
    .max(MOST_SUMMARIES, `name at most ${MOST_SUMMARIES} entities`),
});

/** Status of one entity, and one line each for many. */
export function addEntityRoutes(router: Router, context: RouteContext): void {
  router.get('/entities/:kind/:namespace/:name/status', async (req, res) => {
    const { kind, namespace, name } = req.params;
    const status: EntityStatus = await audited(
      context,
      {
        request: req,
        eventId: 'entity-status-read',
        meta: { entity: `${kind}:${namespace}/${name}` },
      },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioMeshReadPermission,
        );
        const ref = { kind, namespace, name };
        const entity = await findEntity(context.catalog, ref, credentials);
        const [answer] = await context.reader.statuses([entity]);
        return answer;
      },
    );
    res.json(status);
  });

  router.post('/entities/summaries', async (req, res) => {
    const { entityRefs } = parse(summariesBody, req.body);
    const items: EntitySummary[] = await audited(
      context,
      {
        request: req,
        eventId: 'entity-summaries-read',
        meta: { entities: entityRefs.length },
      },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioMeshReadPermission,
        );
        entityRefs.forEach(checkRef);
        const { items: found } = await context.catalog.getEntitiesByRefs(
          { entityRefs },
          { credentials },
        );
        const entities = found.filter(entity => entity !== undefined);
        const statuses = await context.reader.statuses(entities);
        return statuses.map(summariseStatus);
      },
    );
    res.json({ items });
  });
}

function checkRef(entityRef: string): void {
  try {
    parseEntityRef(entityRef);
  } catch (error) {
    throw new InputError(
      `entityRefs: ${isError(error) ? error.message : String(error)}`,
    );
  }
}
