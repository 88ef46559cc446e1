import { z } from 'zod';
import { certificateSchema } from '../certificate/certificateSchema';
import {
  clusterDomainField,
  clusterField,
  concreteHost,
  dnsLabel,
  issuerField,
  objectName,
  podLabels,
  portField,
  subjectAltNamesField,
} from '../intentFields';

const gateway = z
  .strictObject({
    namespace: dnsLabel('the namespace of the egress gateway').describe(
      'Namespace in which the egress gateway pods run',
    ),
    service: dnsLabel('the Service of the egress gateway')
      .default('istio-egressgateway')
      .describe('Service of the egress gateway'),
    selector: podLabels
      .default({ istio: 'egressgateway' })
      .describe('Labels of the egress gateway pods'),
    shared: z
      .boolean()
      .optional()
      .describe(
        'The gateway lets the host out already, for another namespace: only the way to it is written, and the TLS settings that are there count',
      ),
  })
  .describe('The egress gateway; without it traffic leaves from the sidecar');

const client = z
  .strictObject({
    dnsNames: z
      .array(concreteHost('a client has one name'))
      .min(1, 'is empty, give at least one name')
      .max(20, 'has too many entries, at most 20')
      .describe(
        'Names of the client: who calls, never the server that is called',
      ),
    issuer: issuerField,
    certificate: certificateSchema,
    workload: podLabels
      .optional()
      .describe(
        'Labels of the calling pods; needed without an egress gateway, because a sidecar reads its own certificate only then',
      ),
  })
  .describe('Who the client is, for MUTUAL_TLS');

const serverCa = z
  .strictObject({
    secret: objectName.describe(
      'Secret with that CA in ca.crt, in the namespace of the pods that begin TLS: those of the egress gateway, else the clients',
    ),
    workload: podLabels
      .optional()
      .describe(
        'Labels of the calling pods; needed without an egress gateway, because a sidecar reads a Secret only then',
      ),
  })
  .describe(
    'The CA of the server, for SIMPLE_TLS to a server whose CA is not among the public ones that proxies trust',
  );

const TLS = {
  PLAIN: 'plain HTTP, as the client sends it',
  PASSTHROUGH: 'the client speaks TLS itself',
  SIMPLE_TLS: 'plain HTTP becomes TLS on the way',
  MUTUAL_TLS: 'plain HTTP becomes TLS with a client certificate',
} as const;

/** Whether TLS begins on the way, so that the server is checked there. */
function originates(tls: keyof typeof TLS): boolean {
  return tls === 'SIMPLE_TLS' || tls === 'MUTUAL_TLS';
}

type Refuse = (path: string[], message: string) => void;

/** Tells where the labels of the calling pods lack, or have no effect. */
function checkWorkload(
  field: 'client' | 'serverCa',
  { gateway: via, ...intent }: z.output<typeof fields>,
  refuse: Refuse,
): void {
  const given = intent[field];
  if (!given) return;
  if (!via && !given.workload) {
    const what = field === 'client' ? 'the certificate' : 'the CA';
    refuse(
      [field, 'workload'],
      `is missing: without an egress gateway ${what} is given to the pods that these labels select`,
    );
  }
  if (via && given.workload) {
    refuse(
      [field, 'workload'],
      'has no effect with an egress gateway, remove it',
    );
  }
}

/** Tells what a way out that is there has settled already. */
function checkShared(
  { client: who, serverCa: ca, serverNames }: z.output<typeof fields>,
  refuse: Refuse,
): void {
  const given = { client: who, serverCa: ca, serverNames };
  for (const [field, value] of Object.entries(given)) {
    if (value === undefined) continue;
    refuse(
      [field],
      'has no effect with gateway.shared, remove it: what the way out that is there has counts',
    );
  }
}

/** Tells what does not go together. */
function check(ctx: z.core.ParsePayload<z.output<typeof fields>>): void {
  const {
    tls,
    client: who,
    serverCa: ca,
    destination,
    host,
    serverNames,
  } = ctx.value;
  const refuse: Refuse = (path, message) =>
    ctx.issues.push({ code: 'custom', path, message, input: ctx.value });
  const isShared = ctx.value.gateway?.shared === true;
  if (isShared) checkShared(ctx.value, refuse);
  if (tls === 'MUTUAL_TLS' && !who && !isShared) {
    refuse(['client'], 'is missing, say who the client is');
  }
  if (tls !== 'MUTUAL_TLS' && who) {
    refuse(
      ['client'],
      `has no effect with ${tls}, remove it or use MUTUAL_TLS`,
    );
  }
  if (tls === 'MUTUAL_TLS') checkWorkload('client', ctx.value, refuse);
  if (tls === 'SIMPLE_TLS') checkWorkload('serverCa', ctx.value, refuse);
  if (tls === 'MUTUAL_TLS' && ca) {
    refuse(
      ['serverCa'],
      'has no effect with MUTUAL_TLS, remove it: the CA stands beside the client certificate, or in a trust bundle for that credential',
    );
  } else if (tls !== 'SIMPLE_TLS' && ca) {
    refuse(
      ['serverCa'],
      `has no effect with ${tls}, remove it or use SIMPLE_TLS`,
    );
  }
  if (destination === 'service' && !/\.svc\./.test(host)) {
    refuse(
      ['host'],
      'is not a Service, write it as name.namespace.svc.cluster.local',
    );
  }
  if (destination !== 'service' && /\.svc\./.test(host)) {
    refuse(['destination'], 'must be service for a host inside the cluster');
  }
  if (destination === 'service' && !originates(tls) && !ctx.value.gateway) {
    refuse(
      ['tls'],
      `needs no definition with ${tls} and without an egress gateway: the mesh knows the Service already. Use SIMPLE_TLS or MUTUAL_TLS, or name a gateway`,
    );
  }
  if (!originates(tls) && serverNames) {
    refuse(['serverNames'], `has no effect with ${tls}, remove it`);
  }
  if (who?.dnsNames.includes(host)) {
    refuse(
      ['client', 'dnsNames'],
      'names the server: a client has a name of its own',
    );
  }
}

const fields = z.strictObject({
  cluster: clusterField,
  namespace: dnsLabel('the namespace').describe('Namespace of the clients'),
  name: dnsLabel('the name of the egress')
    .max(40, 'is too long, at most 40 characters')
    .optional()
    .describe('Ends the names of the objects; made of the host by default'),
  host: concreteHost('the SNI of a rule must be one name').describe(
    'Host that clients call, api.partner.com',
  ),
  destination: z
    .enum(['internet', 'cluster', 'service'], {
      error: 'is not known, use internet, cluster or service',
    })
    .default('internet')
    .describe(
      'internet: outside. cluster: the ingress gateway of another cluster. service: a Service in this cluster that is outside of the mesh',
    ),
  tls: z
    .enum(['PLAIN', 'PASSTHROUGH', 'SIMPLE_TLS', 'MUTUAL_TLS'], {
      error: 'is not known, use PLAIN, PASSTHROUGH, SIMPLE_TLS or MUTUAL_TLS',
    })
    .describe(
      Object.entries(TLS)
        .map(([name, text]) => `${name}: ${text}`)
        .join('. '),
    ),
  port: portField('the host')
    .optional()
    .describe(
      'Port of the host; 80 for PLAIN, else 443. Clients call it by port 80 where TLS begins on the way; a Service they call by its own port',
    ),
  serverNames: subjectAltNamesField
    .min(1, 'is empty, name the server or leave it out')
    .optional()
    .describe(
      'Names that the certificate of the server must have; the host by default. Never none: then any certificate of the CA would do',
    ),
  serverCa: serverCa.optional(),
  gateway: gateway.optional(),
  client: client.optional(),
  clusterDomain: clusterDomainField,
});

function slugOf(host: string): string {
  return host.replaceAll('.', '-').slice(0, 40).replace(/-+$/, '');
}

/**
 * The intent "clients in this namespace call that host outside the mesh".
 *
 * @public
 */
export const egressIntentSchema = fields
  .check(check)
  .transform(intent => ({
    ...intent,
    name: intent.name ?? slugOf(intent.host),
    port: intent.port ?? (intent.tls === 'PLAIN' ? 80 : 443),
    // Only where they have a meaning, so that the whole intent is one again.
    ...(originates(intent.tls) &&
      !intent.gateway?.shared && {
        serverNames: intent.serverNames ?? [intent.host],
      }),
  }))
  .describe('Call a host outside the mesh');

/** An egress intent with its defaults filled in. @public */
export type EgressIntent = z.output<typeof egressIntentSchema>;

/** The gateway of an egress intent that has one. @internal */
export type EgressGateway = NonNullable<EgressIntent['gateway']>;
