import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  FLEET_KINDS,
  FLEET_SORTS,
  FLEET_STATES,
  TONES,
  type FleetKind,
  type FleetQuery,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';

const MOST_ROWS = 200;

/** A parameter that may be repeated. */
function oneOrMore<T>(item: z.ZodType<T>) {
  return z
    .preprocess(
      value => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(item).min(1).max(50),
    )
    .optional();
}

/** Full form of a reference, so that it equals that of the catalog. */
function entityRef(defaultKind?: string) {
  return z
    .string()
    .min(1)
    .max(500)
    .transform((ref, context) => {
      try {
        return stringifyEntityRef(
          parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
        );
      } catch {
        context.addIssue({
          code: 'custom',
          message: `'${ref}' is no entity reference`,
        });
        return z.NEVER;
      }
    });
}

const word = z.string().min(1).max(300);

/** The kind of rows in a path. */
export const fleetKind = z.enum(FLEET_KINDS);

/** What may be asked of the rows of a kind. */
export function fleetQuery(kind: FleetKind): z.ZodType<FleetQuery> {
  return z.strictObject({
    cluster: oneOrMore(word),
    namespace: oneOrMore(word),
    tone: oneOrMore(z.enum(TONES)),
    state: oneOrMore(z.enum(FLEET_STATES[kind])),
    code: oneOrMore(word),
    entityRef: entityRef().optional(),
    owner: oneOrMore(entityRef('group')),
    muted: z.union([z.boolean(), z.stringbool()]).optional(),
    q: z.string().max(200).optional(),
    sort: z.enum(FLEET_SORTS).optional(),
    limit: z.coerce.number().int().min(1).max(MOST_ROWS).optional(),
    cursor: z.string().min(1).max(4000).optional(),
  });
}
