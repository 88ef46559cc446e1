import { z } from 'zod';
import { certificateSchema } from '../certificate/certificateSchema';
import {
  clusterDomainField,
  clusterField,
  dnsLabel,
  hostField,
  issuerField,
  subjectAltNamesField,
} from '../intentFields';
import { dnsField, frontField, gatewayField } from './ingressGatewayFields';
import { ingressNames } from './ingressNames';
import { routesField, serviceField } from './ingressRouteFields';

const CONFIG_MAP = /^configmap:\/\/([a-z0-9-]{1,63})\/([a-z0-9.-]{1,253})$/;
const SECRET = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

const clientCa = z
  .string()
  .check(ctx => {
    const name = CONFIG_MAP.exec(ctx.value)?.[2];
    const refuse = (message: string) =>
      ctx.issues.push({ code: 'custom', message, input: ctx.value });
    if (name === undefined && !SECRET.test(ctx.value)) {
      refuse(
        'names neither a Secret nor a ConfigMap, write its name or configmap://namespace/name',
      );
    }
    // istiod cuts the ending off before it looks.
    if (name?.endsWith('-cacert')) {
      refuse('is a ConfigMap that istiod looks for without -cacert, rename it');
    }
  })
  .describe(
    'Where the CA of the clients stands, in ca.crt: a Secret beside the gateway pods, or configmap://namespace/name. Istio 1.28 and newer. Without it the Secret of the server certificate has it, or one of that name with -cacert',
  );

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
    clientCa: clientCa.optional(),
    minProtocolVersion: z
      .enum(['TLSV1_2', 'TLSV1_3'], {
        error: 'is not offered, use TLSV1_2 or TLSV1_3',
      })
      .default('TLSV1_2')
      .describe('Oldest TLS version that clients may use'),
  })
  .check(ctx => {
    const { mode, subjectAltNames, clientCa: ca } = ctx.value;
    if (mode !== 'SIMPLE') return;
    const message =
      'has no effect with mode SIMPLE, remove it or use mode MUTUAL';
    const given = [
      ...(subjectAltNames?.length ? ['subjectAltNames'] : []),
      ...(ca === undefined ? [] : ['clientCa']),
    ];
    for (const name of given) {
      const input = ctx.value;
      ctx.issues.push({ code: 'custom', path: [name], message, input });
    }
  })
  .describe('How the gateway ends TLS');

const additionalHosts = z
  .array(hostField)
  .max(15, 'has too many entries, at most 15')
  .describe('More hosts under which the same service answers');

/** Labels of the pods that serve: those of its own have its name. */
function selectorOf(intent: z.output<typeof fields>): Record<string, string> {
  const { gateway, namespace, name = intent.service.name } = intent;
  return gateway.own
    ? { istio: ingressNames({ namespace, name }).pods }
    : gateway.selector ?? { istio: 'ingressgateway' };
}

/** Tells what does not go together. */
function check(ctx: z.core.ParsePayload<z.output<typeof fields>>): void {
  const { form, gateway, namespace, front, tls: ends } = ctx.value;
  const refuse = (path: string[], message: string) =>
    ctx.issues.push({ code: 'custom', path, message, input: ctx.value });
  const hosts = new Set([ctx.value.host]);
  ctx.value.additionalHosts?.forEach((host, index) => {
    if (hosts.has(host)) {
      refuse(['additionalHosts', String(index)], 'is named twice, remove one');
    }
    hosts.add(host);
  });
  if (gateway.own && gateway.service) {
    refuse(['gateway', 'service'], 'has no place beside own, remove it');
  }
  const pods = gateway.own && selectorOf(ctx.value).istio;
  if (pods && gateway.selector && gateway.selector.istio !== pods) {
    refuse(
      ['gateway', 'selector'],
      `has no place beside own, whose pods have istio=${pods}: remove it`,
    );
  }
  if (gateway.own && gateway.namespace !== namespace) {
    refuse(
      ['gateway', 'namespace'],
      `is not ${namespace}, and a gateway of your own stands beside the Service: give ${namespace}`,
    );
  }
  if ((front || form === 'gateway-api') && !gateway.own && !gateway.service) {
    refuse(
      ['gateway', 'service'],
      'is missing, name the Service of the gateway',
    );
  }
  if (form !== 'gateway-api') return;
  // istiod, buildTLS in pilot/pkg/config/kube/gateway/conversion.go: neither
  // subjects nor versions are taken from a Kubernetes Gateway.
  if (ends.subjectAltNames?.length) {
    refuse(
      ['tls', 'subjectAltNames'],
      'cannot be checked by a Kubernetes Gateway, remove it or use form istio',
    );
  }
  if (ends.clientCa !== undefined) {
    refuse(
      ['tls', 'clientCa'],
      'cannot be set on a Kubernetes Gateway, remove it or use form istio',
    );
  }
  if (ends.minProtocolVersion !== 'TLSV1_2') {
    refuse(
      ['tls', 'minProtocolVersion'],
      'cannot be set on a Kubernetes Gateway, use TLSV1_2 or form istio',
    );
  }
}

const fields = z.strictObject({
  name: dnsLabel('the name of the exposure')
    .optional()
    .describe('Begins the names of the objects; the Service name by default'),
  cluster: clusterField,
  namespace: dnsLabel('the namespace').describe('Namespace of the Service'),
  service: serviceField.describe('The Service to expose'),
  host: hostField.describe(
    'Host under which clients reach the service, name.domain.tld',
  ),
  additionalHosts: additionalHosts.optional(),
  form: z
    .enum(['istio', 'gateway-api'], {
      error: 'is not known, use istio or gateway-api',
    })
    .optional()
    .describe(
      'istio (default) writes Gateway and VirtualService, gateway-api the Gateway and HTTPRoute of Kubernetes',
    ),
  tls: tls.default({ mode: 'SIMPLE', minProtocolVersion: 'TLSV1_2' }),
  routes: routesField,
  gateway: gatewayField,
  front: frontField.optional(),
  dns: dnsField.optional(),
  issuer: issuerField,
  certificate: certificateSchema,
  clusterDomain: clusterDomainField,
});

/**
 * The intent "let clients reach this Service at this host over TLS". Every
 * message reads on after the name of its field: what is wrong, then what to do.
 *
 * Later fields have no default, so that an intent of an earlier version keeps
 * its hash.
 *
 * @public
 */
export const ingressIntentSchema = fields
  .check(check)
  .transform(intent => ({
    ...intent,
    name: intent.name ?? intent.service.name,
    gateway: { ...intent.gateway, selector: selectorOf(intent) },
  }))
  .describe('Let clients reach a Service at a host over TLS');

/** An ingress intent with its defaults filled in. @public */
export type IngressIntent = z.output<typeof ingressIntentSchema>;

/** An ingress intent as people write it. @public */
export type IngressIntentInput = z.input<typeof ingressIntentSchema>;

/** Every host of an exposure, the first one first. @public */
export function ingressHosts(
  intent: Pick<IngressIntent, 'host' | 'additionalHosts'>,
): string[] {
  return [intent.host, ...(intent.additionalHosts ?? [])];
}
