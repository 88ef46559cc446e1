import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  istioMeshReadPermission,
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

const fields = z.looseObject({ cluster: z.string().optional() });

/** Whose change it is. */
const entityRef = z.string().min(1).optional();

const body = z.union([
  z.strictObject({
    kind: z.string().min(1),
    intent: fields,
    entityRef,
    /** Id of the change: objects of another one are not overwritten. */
    change: z.string().min(1).optional(),
  }),
  // As exposures were asked for before there was another intent.
  z
    .strictObject({ intent: z.literal('ingress'), input: fields, entityRef })
    .transform(({ intent, input, ...rest }) => ({
      kind: intent as string,
      intent: input,
      change: undefined,
      ...rest,
    })),
]);

/** Judges a proposed intent against zones and the live objects of its cluster. */
export function addValidateRoutes(router: Router, context: RouteContext): void {
  router.post('/validate', async (req, res) => {
    const { kind, intent, change, entityRef: ref } = parse(body, req.body);
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
        const validated = judgeInput(kind, intent, {
          ...live.context,
          ...(entity && { entityRef: stringifyEntityRef(entity) }),
          ...(change !== undefined && { change }),
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
