import { ServiceUnavailableError } from '@backstage/errors';
import { istioMeshReadPermission } from '@meshwright/backstage-plugin-istio-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { KindSchema } from '../kindSchemas/KindSchema';
import { audited } from './audited';
import { authorise } from './authorise';
import { knownCluster } from './knownCluster';
import { parse } from './parse';
import type { RouteContext } from './RouteContext';

// Everything ends up in a path of the cluster's API.
const question = z.object({
  group: z
    .string()
    .max(253)
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
    .transform(group => (group === 'core' ? '' : group)),
  version: z
    .string()
    .max(63)
    .regex(/^v[0-9]+((alpha|beta)[0-9]+)?$/),
  kind: z
    .string()
    .max(63)
    .regex(/^[A-Z][A-Za-z0-9]*$/),
});

/** The schemas of a cluster's kinds, as the cluster publishes them. */
export function addSchemaRoutes(router: Router, context: RouteContext): void {
  router.get(
    '/clusters/:cluster/schemas/:group/:version/:kind',
    async (req, res) => {
      const { cluster } = req.params;
      const answer: KindSchema = await audited(
        context,
        { request: req, eventId: 'cluster-schema-read', meta: { cluster } },
        async () => {
          await authorise(context, req, istioMeshReadPermission);
          knownCluster(context, cluster);
          const asked = parse(question, req.params);
          const schemas = context.findSchemas(cluster);
          const read = await schemas?.read(asked);
          if (!read || 'unread' in read) {
            const reason = read?.unread ?? 'it is not read here';
            throw new ServiceUnavailableError(
              `The schemas of cluster ${cluster} could not be read: ${reason}`,
            );
          }
          return read;
        },
      );
      res.json(answer);
    },
  );
}
