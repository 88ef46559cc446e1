import type { JsonObject } from '@backstage/types';
import type { JwtIntent } from './jwtIntent';

/** Which pods a policy is for: those with labels, or those of a Gateway. @internal */
export type PolicyPods = JsonObject;

/** The pods with labels. @internal */
export function selecting(labels: Record<string, string>): PolicyPods {
  return { selector: { matchLabels: { ...labels } } };
}

/**
 * The pods of the gateway. Those of a Gateway of the Gateway API are chosen
 * by the Gateway.
 * Source: pilot/pkg/model/policyattachment.go, ShouldAttachPolicy.
 *
 * @internal
 */
export function atGateway({ gateway }: JwtIntent): PolicyPods {
  const { kubernetesGateway, selector } = gateway;
  if (!kubernetesGateway) return selecting(selector);
  const target = {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    name: kubernetesGateway,
  };
  return { targetRefs: [target] };
}
