import { z } from 'zod';
import { certificateSchema } from '../certificate/certificateSchema';
import {
  clusterDomainField,
  clusterField,
  dnsLabel,
  hostField,
  issuerField,
  podLabels,
  portField,
  subjectAltNamesField,
} from '../intentFields';

const service = z
  .strictObject({
    name: dnsLabel('the Service').describe(
      'Kubernetes Service that answers, in `namespace`',
    ),
    port: portField('the Service').describe(
      'Port of the Service, not of the container',
    ),
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
    subjectAltNames: subjectAltNamesField
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
    selector: podLabels
      .default({ istio: 'ingressgateway' })
      .describe('Labels of the gateway pods'),
  })
  .describe('The gateway that serves the host');

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
    cluster: clusterField,
    namespace: dnsLabel('the namespace').describe('Namespace of the Service'),
    service,
    host: hostField.describe(
      'Host under which clients reach the service, name.domain.tld',
    ),
    tls: tls.default({ mode: 'SIMPLE', minProtocolVersion: 'TLSV1_2' }),
    routes,
    gateway,
    issuer: issuerField,
    certificate: certificateSchema,
    clusterDomain: clusterDomainField,
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
