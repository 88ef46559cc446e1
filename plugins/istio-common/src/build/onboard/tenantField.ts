import { z } from 'zod';
import { durationSeconds } from '../goDuration';
import {
  concreteHost,
  dnsLabel,
  issuerField,
  objectName,
} from '../intentFields';

// Groups and users as Kubernetes' authenticators name them, "oidc:team-shop":
// anything that can be read. A control character would be a trick.
const SUBJECT_NAME = /^[^\s\p{C}](?:[^\p{C}]{0,251}[^\s\p{C}])?$/u;

// Everybody, or the cluster's own: never a tenant. Source:
// staging/src/k8s.io/apiserver/pkg/authentication/user/user.go.
const SYSTEM_NAME = /^system:(?!serviceaccounts:.)/;

const subject = z
  .strictObject({
    kind: z
      .enum(['Group', 'User', 'ServiceAccount'], {
        error: 'is not known, use Group, User or ServiceAccount',
      })
      .default('Group')
      .describe('Group, User or ServiceAccount'),
    name: z
      .string()
      .regex(SUBJECT_NAME, 'is not a name of a subject, correct it')
      .refine(name => !SYSTEM_NAME.test(name), {
        message:
          'belongs to Kubernetes itself and may stand for everybody, name a group of the tenant',
      })
      .describe('Its name, as the cluster knows it'),
    namespace: dnsLabel('the namespace of the ServiceAccount')
      .optional()
      .describe('Namespace of a ServiceAccount'),
  })
  .check(ctx => {
    const { kind, name, namespace } = ctx.value;
    const refuse = (field: string, message: string) =>
      ctx.issues.push({
        code: 'custom',
        path: [field],
        message,
        input: ctx.value,
      });
    if ((kind === 'ServiceAccount') !== (namespace !== undefined)) {
      refuse(
        'namespace',
        namespace
          ? `has no place beside ${kind}, remove it`
          : 'is missing, give that of the ServiceAccount',
      );
    }
    if (kind === 'ServiceAccount' && !objectName.safeParse(name).success) {
      refuse('name', 'is not the name of a ServiceAccount, correct it');
    }
  });

const prefix = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9.-]{0,99})$/,
    'is not the beginning of an object name, use lower-case letters, digits, "-" and "."',
  );

/** Who works in the namespace, and which certificates they may ask for. @internal */
export const tenantField = z
  .strictObject({
    subjects: z
      .array(subject)
      .min(1, 'is empty, name at least one group')
      .max(20, 'has too many entries, at most 20')
      .describe('Who the tenant is'),
    domains: z
      .array(concreteHost('names below it are allowed anyway'))
      .min(1, 'is empty, name the domains of the tenant')
      .max(20, 'has too many entries, at most 20')
      .describe('Domains for which it gets certificates, and all below them'),
    issuer: issuerField,
    certificatePrefix: prefix
      .optional()
      .describe(
        'How the names of its certificates begin; the namespace and "-" by default',
      ),
    reservedPrefixes: z
      .array(prefix)
      .max(50, 'has too many entries, at most 50')
      .default([])
      .describe(
        'Beginnings that belong to others although they begin as its own: "shop-eu-" beside "shop-". What other tenants claim themselves need not be named',
      ),
    maxDuration: z
      .string()
      .refine(text => (durationSeconds(text) ?? 0) >= 3600, {
        message: 'is not a duration of 1h or more, write it as 72h',
      })
      .default('2160h')
      .describe(
        'Longest lifetime of its certificates; at most the max_ttl of the role behind the issuer',
      ),
    clusterRoles: z
      .strictObject({
        certificates: objectName.describe(
          'For certificates beside the gateway',
        ),
        networking: objectName.describe('For Istio objects in its namespace'),
      })
      .optional()
      .describe(
        'ClusterRoles that are there already and are bound as they are; own ones by default',
      ),
  })
  .describe('The tenant that works in the namespace');

/** The tenant of an onboarding intent that has one. @internal */
export type Tenant = z.output<typeof tenantField>;
