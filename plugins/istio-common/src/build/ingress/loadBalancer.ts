import type { IngressIntent } from './ingressIntent';
import { ingressHosts } from './ingressIntent';

type OwnGateway = NonNullable<IngressIntent['gateway']['own']>;

/** Whose load balancer a Service asks for, and from where it is reached. */
type Asked = Pick<OwnGateway, 'cloud' | 'reach'>;

interface LoadBalancer {
  annotations: Record<string, string>;
  loadBalancerClass?: string;
}

function cloudParts({ cloud, reach }: Asked): LoadBalancer {
  const internal = reach === 'internal';
  switch (cloud) {
    case 'aws':
      return {
        annotations: {
          'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
          'service.beta.kubernetes.io/aws-load-balancer-scheme': internal
            ? 'internal'
            : 'internet-facing',
        },
        loadBalancerClass: 'service.k8s.aws/nlb',
      };
    case 'azure':
      return {
        annotations: {
          'service.beta.kubernetes.io/azure-load-balancer-internal':
            String(internal),
        },
      };
    case 'gcp':
      return {
        annotations: internal
          ? { 'networking.gke.io/load-balancer-type': 'Internal' }
          : { 'cloud.google.com/l4-rbs': 'enabled' },
      };
    default:
      return { annotations: {} };
  }
}

/** What external-dns reads. @internal */
export function dnsAnnotations(intent: IngressIntent): Record<string, string> {
  if (!intent.dns) return {};
  return {
    'external-dns.alpha.kubernetes.io/hostname': ingressHosts(intent).join(','),
    ...(intent.dns.target && {
      'external-dns.alpha.kubernetes.io/target': intent.dns.target,
    }),
  };
}

/**
 * How a Service that only has annotations, as istiod makes it, asks for the
 * load balancer of AWS: by type and not by class.
 *
 * @internal
 */
export function annotatedLoadBalancer(own: OwnGateway): Record<string, string> {
  const { annotations, loadBalancerClass } = loadBalancer(own);
  return {
    ...(loadBalancerClass && {
      'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    }),
    ...annotations,
  };
}

/**
 * How the Service of a gateway asks for its load balancer.
 * Sources: AWS Load Balancer Controller, guide/service/annotations; AKS,
 * internal-lb; GKE, internal-load-balancing and backend-service-based-external-load-balancer.
 *
 * @internal
 */
export function loadBalancer(own: Asked): LoadBalancer & {
  type: 'LoadBalancer' | 'ClusterIP';
} {
  if (own.reach === 'cluster') return { type: 'ClusterIP', annotations: {} };
  return { type: 'LoadBalancer', ...cloudParts(own) };
}
