import { z } from 'zod';
import { clusterField, dnsLabel, podLabels, portField } from '../intentFields';
import { meshSecretUnder } from './meshSecrets';
import { tenantPrefix } from './tenantClaim';
import { tenantField } from './tenantField';

const LABEL_VALUE = /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;

// Their pods serve the whole cluster: what is denied there is missing everywhere.
const PLATFORM_NAMESPACE = /^(kube-.*|istio-system|cert-manager|default)$/;

const gateway = z
  .strictObject({
    namespace: dnsLabel('the namespace of the gateway pods').describe(
      'Namespace in which the gateway pods run',
    ),
    selector: podLabels
      .default({ istio: 'ingressgateway' })
      .describe('Labels of the gateway pods'),
  })
  .describe(
    'The ingress gateway that serves the namespace, or one in it of its own',
  );

const exposed = z
  .array(
    z.strictObject({
      name: dnsLabel('the workload').describe('Ends the name of the policy'),
      labels: podLabels.describe('Labels of its pods'),
      ports: z
        .array(portField('the pod'))
        .min(1, 'is empty, give the ports of the pod')
        .max(20, 'has too many entries, at most 20')
        .describe('Ports of the pod, not those of a Service'),
    }),
  )
  .max(50, 'has too many entries, at most 50')
  .default([])
  .describe('Workloads that the ingress gateway may reach');

const METRICS = { namespace: 'monitoring', ports: [15020, 15090] };

const metrics = z
  .strictObject({
    namespace: dnsLabel('the namespace of Prometheus')
      .default(METRICS.namespace)
      .describe('Namespace from which metrics are read'),
    ports: z
      .array(portField('the metrics'))
      .min(1, 'is empty, give at least one port')
      .max(20, 'has too many entries, at most 20')
      .default(METRICS.ports)
      .describe(
        'Ports of the pods at which metrics are: 15020 has those of the workload and its proxy together, 15090 those of Envoy',
      ),
  })
  .default(METRICS)
  .describe('Who reads metrics');

const outbound = z
  .strictObject({
    allow: z
      .array(
        z.strictObject({
          cidr: z
            .union([z.cidrv4(), z.cidrv6()], {
              error: 'is not a range of addresses, write it as 10.20.0.0/16',
            })
            .describe('Range of addresses'),
          ports: z
            .array(portField('the addresses'))
            .max(20, 'has too many entries, at most 20')
            .default([])
            .describe('Ports there; all when there are none'),
        }),
      )
      .max(50, 'has too many entries, at most 50')
      .default([])
      .describe(
        'Addresses that are called all the same: the API server, DNS on the node (169.254.20.10/32), a database',
      ),
  })
  .describe(
    'Closes the ways out of the cluster: pods call other pods and these addresses, and hosts outside through an egress gateway only. Left out, they may call everywhere: outboundTrafficPolicy REGISTRY_ONLY is no boundary',
  );

const fields = z.strictObject({
  cluster: clusterField,
  namespace: dnsLabel('the namespace')
    .refine(name => !PLATFORM_NAMESPACE.test(name), {
      message:
        'belongs to the platform, where these definitions would cut off what the whole cluster needs; name a namespace for applications',
    })
    .describe('The namespace that joins the mesh'),
  dataPlane: z
    .enum(['sidecar', 'ambient'], {
      error: 'is not known, use sidecar or ambient',
    })
    .default('sidecar')
    .describe(
      'sidecar: a proxy in each pod. ambient: ztunnel on the node, no change to pods',
    ),
  revision: z
    .string()
    .regex(LABEL_VALUE, 'is not a revision tag, use the name of one')
    .optional()
    .describe(
      'Revision tag whose proxies are injected, "prod"; a tag and not a revision, so that an upgrade moves the tag and not the namespaces',
    ),
  podSecurity: z
    .enum(['baseline', 'restricted'], {
      error: 'is not known, use baseline or restricted',
    })
    .default('baseline')
    .describe('Pod security standard that pods must meet'),
  keepOnRemoval: z
    .boolean()
    .default(true)
    .describe(
      'Argo CD and Flux leave the Namespace, and all that is in it, in place when its manifest goes',
    ),
  namespaceFile: z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9._-]{0,200})\.ya?ml$/,
      'is not the name of a YAML file, write it as namespace.yaml',
    )
    .optional()
    .describe(
      'File in the folder of the namespace that has its manifest already, "namespace.yaml"; left out, the manifest goes beside the other definitions',
    ),
  gateway: gateway.optional(),
  exposed,
  allowMetrics: z
    .boolean()
    .default(true)
    .describe('Whether metrics are read from outside the namespace'),
  metrics,
  outbound: outbound.optional(),
  tenant: tenantField.optional(),
});

/** Tells what does not go together. */
function check(ctx: z.core.ParsePayload<z.output<typeof fields>>): void {
  const { namespace, dataPlane, revision, tenant } = ctx.value;
  const { gateway: via, exposed: open } = ctx.value;
  const refuse = (path: Array<string | number>, message: string) =>
    ctx.issues.push({ code: 'custom', path, message, input: ctx.value });
  if (dataPlane === 'sidecar' && !revision) {
    refuse(['revision'], 'is missing, name the revision tag');
  }
  if (dataPlane === 'ambient' && revision) {
    refuse(
      ['revision'],
      'would have sidecars injected, remove it or use the data plane sidecar',
    );
  }
  if (open.length > 0 && !via) {
    refuse(['gateway'], 'is missing, name the gateway that reaches them');
  }
  if (tenant && !via) {
    refuse(
      ['gateway'],
      'is missing: the certificates of the tenant lie beside its pods',
    );
  }
  const secret =
    tenant &&
    meshSecretUnder(
      tenantPrefix({ namespace }, tenant),
      tenant.reservedPrefixes,
    );
  if (secret) {
    refuse(
      ['tenant', 'certificatePrefix'],
      `would let the tenant write Secret ${secret} of the mesh, give a longer one or name that Secret in reservedPrefixes`,
    );
  }
  const seen = new Set<string>();
  open.forEach(({ name }, index) => {
    if (seen.has(name)) {
      refuse(['exposed', index, 'name'], 'is named twice, rename one');
    }
    seen.add(name);
  });
}

/**
 * The intent "this namespace joins the mesh": its labels, who reaches its
 * pods, and what its tenant may do.
 *
 * @public
 */
export const onboardIntentSchema = fields
  .check(check)
  .transform(({ metrics: readers, ...intent }) => ({
    ...intent,
    ...(intent.allowMetrics && { metrics: readers }),
  }))
  .describe('Bring a namespace into the mesh');

/** An onboarding intent with its defaults filled in. @public */
export type OnboardIntent = z.output<typeof onboardIntentSchema>;

/** The gateway of an onboarding intent that has one. @internal */
export type OnboardGateway = NonNullable<OnboardIntent['gateway']>;
