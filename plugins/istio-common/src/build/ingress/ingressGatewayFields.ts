import { z } from 'zod';
import { dnsLabel, podLabels } from '../intentFields';

const replicas = z
  .strictObject({
    min: z
      .int()
      .min(2, 'is below 2, and one pod alone is gone at every restart: use 2')
      .max(100, 'is above 100')
      .describe('Pods that always run'),
    max: z
      .int()
      .min(2, 'is below 2')
      .max(100, 'is above 100')
      .describe('Pods at the highest load'),
  })
  .check(ctx => {
    const { min, max } = ctx.value;
    if (max >= min) return;
    ctx.issues.push({
      code: 'custom',
      path: ['max'],
      message: 'is below min, give at least as many',
      input: max,
    });
  })
  .default({ min: 2, max: 5 })
  .describe('How many gateway pods run');

const own = z
  .strictObject({
    revision: dnsLabel('the revision or tag')
      .optional()
      .describe('Revision or tag of its proxy; that of the namespace without'),
    replicas,
    cloud: z
      .enum(['aws', 'azure', 'gcp', 'none'], {
        error: 'is not known, use aws, azure, gcp or none',
      })
      .default('none')
      .describe('Whose load balancer it gets: adds what that cloud needs'),
    reach: z
      .enum(['internet', 'internal', 'cluster'], {
        error: 'is not known, use internet, internal or cluster',
      })
      .default('internal')
      .describe(
        'From where it can be reached: internet and internal ask for a load balancer, cluster for none',
      ),
  })
  .describe('A gateway of your own, in the namespace of the Service');

/** The gateway of an exposure. @internal */
export const gatewayField = z
  .strictObject({
    namespace: dnsLabel('the namespace of the gateway pods').describe(
      'Namespace in which the gateway pods run',
    ),
    selector: podLabels
      .optional()
      .describe(
        'Labels of the gateway pods; istio: ingressgateway for a shared one',
      ),
    service: dnsLabel('the Service of the gateway')
      .optional()
      .describe(
        'Service of a shared gateway; needed for the Gateway API and for a controller in front',
      ),
    own: own.optional(),
  })
  .describe('The gateway that serves the host');

/** What passes TLS by name in an Ingress, per controller. @internal */
export const PASSTHROUGH_ANNOTATIONS = {
  nginx: { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' },
  haproxy: { 'haproxy.org/ssl-passthrough': 'true' },
  'haproxy-ingress': { 'haproxy-ingress.github.io/ssl-passthrough': 'true' },
} as const;

/** A controller that stands before the gateway. @internal */
export const frontField = z
  .strictObject({
    controller: z
      .enum(['nginx', 'haproxy', 'haproxy-ingress'], {
        error:
          'is not known to pass TLS on unopened, use nginx, haproxy or haproxy-ingress',
      })
      .describe('Controller that serves the class'),
    ingressClassName: dnsLabel('the IngressClass').describe(
      'Its IngressClass, as the cluster names it',
    ),
  })
  .describe(
    'An ingress controller that is there already and passes TLS on to the gateway, unopened',
  );

/** How the host gets its DNS record. @internal */
export const dnsField = z
  .strictObject({
    target: z
      .string()
      .regex(
        /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/,
        'is neither a host nor an address, correct it',
      )
      .optional()
      .describe(
        'Host or address that the record points to; what the load balancer has by default',
      ),
  })
  .describe('external-dns writes the record of the host');
