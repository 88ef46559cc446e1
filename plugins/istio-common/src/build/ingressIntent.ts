import { z } from 'zod';
import { certificateSchema } from './certificateSchema';
import { hostProblem } from './hostName';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const LABEL_KEY =
  /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/;

function dnsLabel(what: string) {
  return z
    .string()
    .regex(
      LABEL,
      `is not a DNS label, use at most 63 lower-case letters, digits and inner "-" for ${what}`,
    );
}

const objectName = z
  .string()
  .regex(
    SUBDOMAIN,
    'is not an object name, use lower-case letters, digits, "-" and "."',
  );

const host = z
  .string()
  .check(ctx => {
    const problem = hostProblem(ctx.value);
    if (problem) {
      ctx.issues.push({ code: 'custom', message: problem, input: ctx.value });
    }
  })
  .describe('Host under which clients reach the service, name.domain.tld');

const service = z
  .strictObject({
    name: dnsLabel('the Service').describe(
      'Kubernetes Service that answers, in `namespace`',
    ),
    port: z
      .int()
      .min(1, 'must be between 1 and 65535, give the port of the Service')
      .max(65535, 'must be between 1 and 65535, give the port of the Service')
      .describe('Port of the Service, not of the container'),
  })
  .describe('The Service to expose');

const tls = z
  .strictObject({
    mode: z
      .enum(['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'], {
        error: 'is not known, use SIMPLE, MUTUAL or OPTIONAL_MUTUAL',
      })
      .default('SIMPLE')
      .describe(
        'SIMPLE: server certificate only. MUTUAL: clients must present a certificate. OPTIONAL_MUTUAL: they may',
      ),
    subjectAltNames: z
      .array(
        z
          .string()
          .min(1, 'is empty, name a subject or remove it')
          .max(2048, 'is too long, at most 2048 characters')
          .regex(/^\S+$/, 'has white space in it, remove it'),
      )
      .max(100, 'has too many entries, at most 100')
      .optional()
      .describe(
        'Only client certificates with one of these subject alternative names pass. Without it every client certificate of the CA does',
      ),
    minProtocolVersion: z
      .enum(['TLSV1_2', 'TLSV1_3'], {
        error: 'is not offered, use TLSV1_2 or TLSV1_3',
      })
      .default('TLSV1_2')
      .describe('Oldest TLS version that clients may use'),
  })
  .check(ctx => {
    const { mode, subjectAltNames } = ctx.value;
    if (mode === 'SIMPLE' && subjectAltNames?.length) {
      ctx.issues.push({
        code: 'custom',
        path: ['subjectAltNames'],
        message: 'has no effect with mode SIMPLE, remove it or use mode MUTUAL',
        input: subjectAltNames,
      });
    }
  })
  .describe('How the gateway ends TLS');

const route = z.strictObject({
  path: z
    .string()
    .max(1024, 'is too long, at most 1024 characters')
    .regex(
      /^\/[^\s?#]*$/,
      'is not a path, start it with "/" and leave out white space, "?" and "#"',
    )
    .describe('Path that reaches the service'),
  type: z
    .enum(['prefix', 'exact'], { error: 'is not known, use prefix or exact' })
    .default('prefix')
    .describe('prefix matches everything that begins with the path'),
});

const gateway = z
  .strictObject({
    namespace: dnsLabel('the namespace of the gateway pods').describe(
      'Namespace in which the gateway pods run',
    ),
    selector: z
      .record(
        z.string().regex(LABEL_KEY, 'is not a label key, correct it'),
        z.string().regex(LABEL_VALUE, 'is not a label value, correct it'),
      )
      .refine(labels => Object.keys(labels).length > 0, {
        message:
          'is empty and would select every proxy of the mesh, name the labels of the gateway pods',
      })
      .default({ istio: 'ingressgateway' })
      .describe('Labels of the gateway pods'),
  })
  .describe('The gateway that serves the host');

const issuer = z
  .strictObject({
    group: objectName
      .default('cert-manager.io')
      .describe('API group of the issuer'),
    kind: z
      .string()
      .regex(
        /^[A-Z][A-Za-z0-9]{0,62}$/,
        'is not a kind, use ClusterIssuer or Issuer',
      )
      .default('ClusterIssuer')
      .describe(
        'ClusterIssuer, or Issuer in the namespace of the gateway pods',
      ),
    name: objectName.describe('Name of the issuer'),
  })
  .describe('Who signs the certificate');

const routes = z
  .array(route)
  .min(1, 'is empty, give at least one path')
  .max(50, 'has too many entries, at most 50')
  .check(ctx => {
    const seen = new Set<string>();
    ctx.value.forEach((item, index) => {
      const key = `${item.type} ${item.path}`;
      if (seen.has(key)) {
        ctx.issues.push({
          code: 'custom',
          path: [index],
          message: `repeats ${key}, remove it`,
          input: item,
        });
      }
      seen.add(key);
    });
  })
  .default([{ path: '/', type: 'prefix' }])
  .describe('Paths that reach the service; everything when left out');

/**
 * The intent "let clients reach this Service at this host over TLS". Every
 * message reads on after the name of its field: what is wrong, then what to do.
 *
 * @public
 */
export const ingressIntentSchema = z
  .strictObject({
    name: dnsLabel('the name of the exposure')
      .optional()
      .describe('Begins the names of the objects; the Service name by default'),
    cluster: dnsLabel('the cluster').describe(
      'Cluster, as Meshwright names it',
    ),
    namespace: dnsLabel('the namespace').describe('Namespace of the Service'),
    service,
    host,
    tls: tls.default({ mode: 'SIMPLE', minProtocolVersion: 'TLSV1_2' }),
    routes,
    gateway,
    issuer,
    certificate: certificateSchema,
    clusterDomain: z
      .string()
      .regex(SUBDOMAIN, 'is not a domain, use cluster.local or your own')
      .default('cluster.local')
      .describe('DNS domain of the cluster'),
  })
  .transform(intent => ({
    ...intent,
    name: intent.name ?? intent.service.name,
  }))
  .describe('Let clients reach a Service at a host over TLS');

/** An ingress intent with its defaults filled in. @public */
export type IngressIntent = z.output<typeof ingressIntentSchema>;

/** An ingress intent as people write it. @public */
export type IngressIntentInput = z.input<typeof ingressIntentSchema>;
