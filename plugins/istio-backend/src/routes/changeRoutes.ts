import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  istioChangeCreatePermission,
  istioMeshReadPermission,
  type ChangeStatus,
} from '@meshwright/backstage-plugin-istio-common';
import {
  assertAllowedRepository,
  parseRepoUrl,
} from '@meshwright/backstage-plugin-istio-node';
import type { Router } from 'express';
import { z } from 'zod';
import { readChangesOfEntities } from '../database/operations/readChangesOfEntities';
import { recordChange } from '../database/operations/recordChange';
import { findEntity } from '../entity/findEntity';
import { audited } from './audited';
import { authorise } from './authorise';
import { entityRefOf } from './entityRefOf';
import { knownCluster } from './knownCluster';
import { parse } from './parse';
import type { RouteContext } from './RouteContext';

const objectRef = z.object({
  group: z.string(),
  kind: z.string().min(1),
  namespace: z.string().min(1).optional(),
  name: z.string().min(1),
});

const proposal = z.object({
  id: z.string().min(1).max(1024),
  entityRef: z.string().min(1),
  template: z.string().min(1).optional(),
  title: z.string().min(1).max(500),
  cluster: z.string().min(1).optional(),
  repoUrl: z.string().min(1).max(1024),
  pullRequest: z.object({
    number: z.int().positive(),
    // It becomes a link on a page: no scheme that runs anything.
    url: z.url({ protocol: /^https?$/ }).max(1024),
  }),
  objects: z.array(objectRef).max(500),
  intentHash: z.string().min(1).max(255).optional(),
  host: z.string().min(1).max(255).optional(),
});

const changesQuery = z.object({ entityRef: z.string().min(1) });

/** Recording a proposed change, and how far those of an entity have got. */
export function addChangeRoutes(router: Router, context: RouteContext): void {
  router.post('/changes', async (req, res) => {
    const body = parse(proposal, req.body);
    const { id, entityRef, cluster } = body;
    const status: ChangeStatus = await audited(
      context,
      {
        request: req,
        eventId: 'change-record',
        severityLevel: 'medium',
        meta: { change: id, entity: entityRef },
      },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioChangeCreatePermission,
        );
        if (cluster !== undefined) knownCluster(context, cluster);
        assertRepository(context, body.repoUrl);
        const entity = await findEntity(
          context.catalog,
          entityRefOf(entityRef),
          credentials,
        );
        return record(context, body, stringifyEntityRef(entity));
      },
    );
    res.status(201).json(status);
  });

  router.get('/changes', async (req, res) => {
    const { entityRef } = parse(changesQuery, req.query);
    const items: ChangeStatus[] = await audited(
      context,
      {
        request: req,
        eventId: 'changes-read',
        meta: { entity: entityRef },
      },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioMeshReadPermission,
        );
        const entity = await findEntity(
          context.catalog,
          entityRefOf(entityRef),
          credentials,
        );
        const ref = stringifyEntityRef(entity);
        const changes = await readChangesOfEntities(context.knex, [ref]);
        return changes.get(ref) ?? [];
      },
    );
    res.json({ items });
  });
}

/** The forge is asked about it with the operator's credentials. */
function assertRepository({ repositories }: RouteContext, url: string): void {
  // It throws on what is no repository, too.
  parseRepoUrl(url);
  if (repositories) assertAllowedRepository(url, repositories);
}

/**
 * The page of a pull request. What a caller says of another host is no link:
 * until the forge says itself where it is, its front page stands there.
 */
function linkOf(url: string, repoUrl: string): string {
  const { host } = parseRepoUrl(repoUrl);
  const { hostname } = new URL(`https://${host}`);
  return new URL(url).hostname === hostname ? url : `https://${host}/`;
}

async function record(
  context: RouteContext,
  body: z.infer<typeof proposal>,
  entityRef: string,
): Promise<ChangeStatus> {
  const { repoUrl, intentHash, host, pullRequest, ...rest } = body;
  const { status } = await recordChange(context.knex, {
    repoUrl,
    intentHash,
    host,
    status: {
      ...rest,
      entityRef,
      pullRequest: {
        number: pullRequest.number,
        url: linkOf(pullRequest.url, repoUrl),
        state: 'open',
      },
      proposedAt: new Date(context.clock.now()).toISOString(),
      stage: 'proposed',
      tone: 'info',
      detail: `Pull request #${pullRequest.number} awaits review.`,
    },
  });
  context.onChangeRecorded(entityRef);
  return status;
}
