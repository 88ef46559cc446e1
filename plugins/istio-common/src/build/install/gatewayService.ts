import { loadBalancer } from '../ingress/loadBalancer';
import type { InstalledGateway } from './gatewaysField';

/**
 * How the Service of an installed gateway asks for its load balancer: what its
 * cloud needs, and over that what is said of the Service itself.
 *
 * @internal
 */
export function gatewayService(gateway: InstalledGateway): {
  annotations: Record<string, string>;
  loadBalancerClass?: string;
} {
  const { cloud, reach = 'internal', serviceAnnotations } = gateway;
  const ofCloud = cloud && loadBalancer({ cloud, reach });
  const loadBalancerClass =
    gateway.loadBalancerClass ?? ofCloud?.loadBalancerClass;
  return {
    annotations: { ...ofCloud?.annotations, ...serviceAnnotations },
    ...(loadBalancerClass && { loadBalancerClass }),
  };
}
