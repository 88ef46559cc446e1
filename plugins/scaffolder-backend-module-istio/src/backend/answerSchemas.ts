import type {
  ExposureZone,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';
import type { OpenApiSchema } from '../schema/KindSchema';
import type { KindSchemaAnswer } from './KindSchemas';

const objectRef = z.object({
  group: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
});

const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  ref: objectRef.optional(),
  field: z.string().optional(),
  path: z.string().optional(),
  cause: z.string(),
  fix: z.string(),
  documentation: z.string().optional(),
  suggestions: z
    .array(
      z.object({
        title: z.string(),
        detail: z.string(),
        value: z.object({ field: z.string(), value: z.string() }).optional(),
      }),
    )
    .optional(),
});

/** Answer of `POST /validate`. @internal */
export const validationAnswer: z.ZodType<ValidationResult> = z.object({
  findings: z.array(finding),
  passed: z.number(),
  unverified: z.array(z.string()),
  verifiedAgainst: z.object({ cluster: z.string(), at: z.string() }).optional(),
});

const zone: z.ZodType<ExposureZone> = z.object({
  name: z.string(),
  domain: z.string(),
  clusters: z.array(z.string()).optional(),
  namespaces: z.array(z.string()).optional(),
  issuer: z.object({
    kind: z.enum(['Issuer', 'ClusterIssuer']),
    name: z.string(),
    group: z.string().optional(),
  }),
  gateway: z.object({
    namespace: z.string(),
    selector: z.record(z.string(), z.string()),
  }),
  ownGateways: z.boolean().optional(),
});

/** Answer of `GET /exposure/zones`. @internal */
export const zonesAnswer = z.object({ items: z.array(zone) });

/** Answer of `GET /clusters/{cluster}/schemas/…`. @internal */
export const kindSchemaAnswer: z.ZodType<KindSchemaAnswer> =
  z.discriminatedUnion('served', [
    z.object({
      served: z.literal(true),
      root: z.string(),
      schemas: z.record(
        z.string(),
        // The cluster's own API server made sure that these are schemas; ajv
        // refuses what is none.
        z.custom<OpenApiSchema>(
          value => typeof value === 'object' && value !== null,
        ),
      ),
    }),
    z.object({ served: z.literal(false) }),
  ]);
