import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  istioMeshReadPermission,
  type ValidationContext,
  type ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { Router } from 'express';
import { z } from 'zod';
import { findEntity } from '../entity/findEntity';
import { audited } from './audited';
import { authorise } from './authorise';
import { knownCluster } from './knownCluster';
import { parse } from './parse';
import type { RouteContext } from './RouteContext';
import { validateIntent } from './validateIntent';

const body = z.object({
  intent: z.literal('ingress'),
  input: z.looseObject({ cluster: z.string().optional() }),
  /** Whose change it is. */
  entityRef: z.string().min(1).optional(),
});

/** Judges proposed definitions against zones and the live objects of their cluster. */
export function addValidateRoutes(router: Router, context: RouteContext): void {
  router.post('/validate', async (req, res) => {
    const { input, entityRef } = parse(body, req.body);
    const { cluster } = input;
    const result: ValidationResult = await audited(
      context,
      {
        request: req,
        eventId: 'intent-validate',
        meta: { intent: 'ingress', ...(cluster && { cluster }) },
      },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioMeshReadPermission,
        );
        if (cluster !== undefined) knownCluster(context, cluster);
        const entity =
          entityRef === undefined
            ? undefined
            : await findEntity(
                context.catalog,
                parseEntityRef(entityRef),
                credentials,
              );
        const live = validationContext(context, cluster);
        const validated = validateIntent(input, {
          ...live.context,
          ...(entity && { entityRef: stringifyEntityRef(entity) }),
        });
        return {
          ...validated,
          unverified: [...validated.unverified, ...live.unverified],
        };
      },
    );
    res.json(result);
  });
}

function validationContext(
  context: RouteContext,
  cluster: string | undefined,
): { context: ValidationContext; unverified: string[] } {
  const { zones, clock } = context;
  const base = { zones, now: new Date(clock.now()) };
  const live = cluster === undefined ? undefined : context.findLive(cluster);
  const freshness = live?.freshness();
  if (!live || !freshness) return { context: base, unverified: [] };
  const { state, message, since } = freshness;
  return {
    context: {
      ...base,
      ...(live.settled && { index: live.index }),
      clusterState: state,
      dataStates: new Map(
        freshness.resources.map(row => [row.resource, row.state]),
      ),
      confirmedAt: freshness.confirmedAt,
    },
    unverified:
      state === 'live' || !message
        ? []
        : [`Cluster ${cluster} is ${state} since ${since}: ${message}`],
  };
}
