import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  istioMeshReadPermission,
  REPOSITORY_LIMITS,
  withinRepositoryLimits,
  type RepositoryState,
  type ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { Router } from 'express';
import { z } from 'zod';
import { findEntity } from '../entity/findEntity';
import { audited } from './audited';
import { authorise } from './authorise';
import { entityRefOf } from './entityRefOf';
import { judgeInput } from './judgeInput';
import { knownCluster } from './knownCluster';
import { parse } from './parse';
import type { RouteContext } from './RouteContext';
import { validationContext } from './validationContext';
import { ValidationTurns } from './ValidationTurns';

const fields = z.looseObject({ cluster: z.string().optional() });

/** As much of a definition as every one has; the rest is judged as it is. */
const definition = z.looseObject({
  apiVersion: z.string().max(300),
  kind: z.string().max(200),
  metadata: z.looseObject({
    name: z.string().max(300),
    namespace: z.string().max(300).optional(),
  }),
});

/** When a client that was sent away may come back. */
const RETRY_SECONDS = '5';

const LIMITS = `at most ${REPOSITORY_LIMITS.objects} definitions of the repository are judged beside a change, and ${REPOSITORY_LIMITS.ofKind} of one kind; leave others out and say so in repository.unverified`;

/** What the repository defines beside the change, as the caller read it. */
const repository = z.strictObject({
  objects: z
    .array(z.strictObject({ path: z.string().max(500), object: definition }))
    .refine(all => withinRepositoryLimits(all).length === all.length, LIMITS),
  unverified: z.array(z.string().max(5000)).max(50),
});

/** Whose change it is. */
const entityRef = z.string().min(1).optional();

const body = z.union([
  z.strictObject({
    kind: z.string().min(1),
    intent: fields,
    entityRef,
    /** Id of the change: objects of another one are not overwritten. */
    change: z.string().min(1).optional(),
    /** The definitions are taken out, not written. */
    remove: z.boolean().optional(),
    repository: repository.optional(),
  }),
  // As exposures were asked for before there was another intent.
  z
    .strictObject({ intent: z.literal('ingress'), input: fields, entityRef })
    .transform(({ intent, input, ...rest }) => ({
      kind: intent as string,
      intent: input,
      change: undefined,
      remove: undefined,
      repository: undefined,
      ...rest,
    })),
]);

/** Judges a proposed intent against zones and the live objects of its cluster. */
export function addValidateRoutes(router: Router, context: RouteContext): void {
  const turns = new ValidationTurns();
  router.post('/validate', async (req, res) => {
    const { kind, intent, entityRef: ref, ...rest } = parse(body, req.body);
    const { change, remove, repository: files } = rest;
    const { cluster } = intent;
    const result: ValidationResult = await audited(
      context,
      {
        request: req,
        eventId: 'intent-validate',
        meta: { intent: kind.slice(0, 64), ...(cluster && { cluster }) },
      },
      async () => {
        const credentials = await authorise(
          context,
          req,
          istioMeshReadPermission,
        );
        if (cluster !== undefined) knownCluster(context, cluster);
        const entity =
          ref === undefined
            ? undefined
            : await findEntity(context.catalog, entityRefOf(ref), credentials);
        const live = validationContext(context, cluster);
        const validated = await turns
          .take(() =>
            judgeInput(kind, intent, {
              ...live.context,
              ...(entity && { entityRef: stringifyEntityRef(entity) }),
              ...(change !== undefined && { change }),
              ...(remove && { remove }),
              // The parts that the type names are checked above.
              ...(files && { repository: files as RepositoryState }),
            }),
          )
          .catch(error => {
            if (error.name === 'ServiceUnavailableError') {
              res.set('Retry-After', RETRY_SECONDS);
            }
            throw error;
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
