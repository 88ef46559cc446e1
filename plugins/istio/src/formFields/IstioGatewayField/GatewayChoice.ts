import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import { labelsText, parseLabels } from '../ClusterSource/labelsText';

/** The pods of a gateway. @public */
export interface GatewayChoice {
  namespace: string;
  selector: Record<string, string>;
  serviceAccount?: string;
}

/** A choice, or what was typed and says none: that must not be lost. @public */
export type GatewayValue = Partial<GatewayChoice> & { typed?: string };

/** Which gateways are offered. @public */
export type GatewayPurpose = 'ingress' | 'egress' | 'any';

type GatewayPods = ClusterInventory['gatewayPods'][number];

/**
 * Labels that name a gateway, the best first: those of the charts gateway and
 * istio-ingress/-egress (`istio`, `app`), and the one that istiod puts on the
 * pods of a Gateway of the Gateway API.
 * Source: istio manifests/charts/gateway/templates/_helpers.tpl,
 * pilot/pkg/config/kube/gateway (GatewayNameLabel).
 */
const NAMING = [
  'istio',
  'gateway.networking.k8s.io/gateway-name',
  'app.kubernetes.io/name',
  'app',
] as const;

/** What a group of gateway pods is chosen by. */
export function gatewayChoice(pods: GatewayPods): GatewayChoice {
  const key = NAMING.find(name => pods.labels[name]);
  return {
    namespace: pods.namespace,
    selector: key ? { [key]: pods.labels[key] } : pods.labels,
    ...(pods.serviceAccount && { serviceAccount: pods.serviceAccount }),
  };
}

/** The gateways of the cluster, without those that serve another purpose. */
export function gatewayChoices(
  gatewayPods: readonly GatewayPods[],
  purpose: GatewayPurpose,
): GatewayChoice[] {
  const seen = new Set<string>();
  return gatewayPods
    .filter(({ labels }) => fits(labels, purpose))
    .map(gatewayChoice)
    .filter(choice => {
      const text = gatewayText(choice);
      return !seen.has(text) && seen.add(text);
    });
}

/** An egress gateway is one by its name alone: nothing else tells them apart. */
function fits(labels: Record<string, string>, purpose: GatewayPurpose) {
  if (purpose === 'any') return true;
  const isEgress = NAMING.some(name => /egress/.test(labels[name] ?? ''));
  return isEgress === (purpose === 'egress');
}

/** The value where it is a choice; a deep link may bring an empty object. */
export function isGateway(
  value: GatewayValue | undefined,
): value is GatewayChoice {
  return Boolean(value?.namespace && value.selector);
}

/** "istio-ingress/istio=ingressgateway", as it is shown and typed. */
export function gatewayText(value: GatewayValue | undefined): string {
  return isGateway(value)
    ? `${value.namespace}/${labelsText(value.selector)}`
    : value?.typed ?? '';
}

/** The gateway that a text says, or the text; undefined when there is none. */
export function parseGateway(text: string): GatewayValue | undefined {
  if (text.trim() === '') return undefined;
  const [namespace, ...rest] = text.trim().split('/');
  const selector = parseLabels(rest.join('/'));
  return namespace && selector ? { namespace, selector } : { typed: text };
}
