import { z } from 'zod';
import { dnsLabel } from '../intentFields';

const annotations = z
  .record(
    z
      .string()
      .regex(
        /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/,
        'is not the key of an annotation, correct it',
      ),
    z
      .string()
      .max(1024, 'is too long, at most 1024 characters')
      .regex(/^[^\p{Cc}]*$/u, 'has a control character, remove it'),
  )
  .default({})
  .describe(
    'Annotations of the Service: the load balancer of your cloud, external-dns.alpha.kubernetes.io/hostname',
  );

/** The type of a gateway's Service. @internal */
export function serviceTypeOf(one: {
  role: 'ingress' | 'egress';
  serviceType?: string;
}): string {
  return (
    one.serviceType ?? (one.role === 'egress' ? 'ClusterIP' : 'LoadBalancer')
  );
}

/** What can be said of a gateway. @internal */
export const gatewayFields = {
  name: dnsLabel('the gateway')
    .max(50, 'is too long, at most 50 characters')
    .describe(
      'Name of Deployment, Service and service account; without "istio-" it is the label istio of its pods',
    ),
  namespace: dnsLabel('the namespace of the gateway').describe(
    'A namespace of its own, not that of istiod',
  ),
  role: z
    .enum(['ingress', 'egress'], {
      error: 'is not known, use ingress or egress',
    })
    .default('ingress')
    .describe('Which way the traffic goes through it'),
  serviceType: z
    .enum(['LoadBalancer', 'ClusterIP', 'NodePort'], {
      error: 'is not known, use LoadBalancer, ClusterIP or NodePort',
    })
    .optional()
    .describe('LoadBalancer by default, ClusterIP for egress'),
  serviceAnnotations: annotations,
  loadBalancerClass: z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9./-]{0,200}[a-z0-9])?$/,
      'is not a class of load balancers, correct it',
    )
    .optional()
    .describe('spec.loadBalancerClass of the Service'),
  minReplicas: z
    .int()
    .min(
      2,
      'is below 2: one pod is no gateway while it is replaced, use 2 or more',
    )
    .max(100, 'is too large, at most 100')
    .default(2)
    .describe('Fewest pods'),
  maxReplicas: z
    .int()
    .min(2, 'is below 2, use 2 or more')
    .max(500, 'is too large, at most 500')
    .default(5)
    .describe('Most pods'),
};

const cloudFields = {
  cloud: z
    .enum(['aws', 'azure', 'gcp'], {
      error: 'is not known, use aws, azure or gcp, or serviceAnnotations',
    })
    .optional()
    .describe(
      'Whose load balancer the Service gets: adds what that cloud needs; serviceAnnotations count before it',
    ),
  reach: z
    .enum(['internet', 'internal'], {
      error: 'is not known, use internet or internal',
    })
    .optional()
    .describe(
      'From where the load balancer of the cloud is reached; internal by default',
    ),
};

const gateway = z
  .strictObject({ ...gatewayFields, ...cloudFields })
  .check(ctx => {
    const { minReplicas, maxReplicas, loadBalancerClass, cloud, reach } =
      ctx.value;
    const type = serviceTypeOf(ctx.value);
    if (minReplicas > maxReplicas) {
      ctx.issues.push({
        code: 'custom',
        path: ['maxReplicas'],
        message: 'is below minReplicas, raise it',
        input: ctx.value,
      });
    }
    for (const [field, value] of Object.entries({ loadBalancerClass, cloud })) {
      if (value === undefined || type === 'LoadBalancer') continue;
      const message = `has no meaning for ${type}, remove it`;
      const input = ctx.value;
      ctx.issues.push({ code: 'custom', path: [field], message, input });
    }
    if (reach && !cloud) {
      ctx.issues.push({
        code: 'custom',
        path: ['reach'],
        message:
          'has no effect without cloud, name it or use serviceAnnotations',
        input: ctx.value,
      });
    }
  });

/** A gateway of an installation. @internal */
export type InstalledGateway = z.output<typeof gateway>;

/** Names that the other charts of a mesh have: a file and a release each. */
const CHART_NAMES =
  /^(istio-base|istiod(-.*)?|istio-cni|ztunnel|cert-manager-istio-csr)$/;

/** Refuses two gateways of one name, and those named as another chart is. @internal */
export function gatewaysNamedOnce(
  ctx: z.core.ParsePayload<Array<{ name: string }>>,
): void {
  const seen = new Set<string>();
  ctx.value.forEach(({ name }, index) => {
    if (seen.has(name)) {
      ctx.issues.push({
        code: 'custom',
        path: [index, 'name'],
        message: 'is named twice, give each gateway its own name',
        input: name,
      });
    }
    seen.add(name);
    if (CHART_NAMES.test(name)) {
      ctx.issues.push({
        code: 'custom',
        path: [index, 'name'],
        message: 'is the name of another chart of the mesh, choose another',
        input: name,
      });
    }
  });
}

/** The gateways of a mesh. @internal */
export const gatewaysField = z
  .array(gateway)
  .max(20, 'has too many entries, at most 20')
  .check(gatewaysNamedOnce)
  .default([
    {
      name: 'istio-ingressgateway',
      namespace: 'istio-ingress',
      role: 'ingress',
      serviceAnnotations: {},
      minReplicas: 2,
      maxReplicas: 5,
    },
  ])
  .describe('Gateways, each by the gateway chart');
