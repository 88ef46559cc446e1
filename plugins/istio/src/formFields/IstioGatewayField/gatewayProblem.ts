import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { FormTexts } from '../ClusterSource/formTexts';
import { oneOf } from '../ClusterSource/oneOf';
import { namespaceShape } from '../IstioNamespaceField/namespaceProblem';
import {
  gatewayChoices,
  gatewayText,
  isGateway,
  type GatewayPurpose,
  type GatewayValue,
} from './GatewayChoice';

/** What is wrong with what was typed, whatever the cluster runs. */
export function gatewayShape(
  t: FormTexts,
  value: GatewayValue | undefined,
): string | undefined {
  return value?.typed
    ? t('pick.gatewayHint')
    : namespaceShape(t, value?.namespace);
}

/** What is wrong with the gateway, by the pods that the cluster runs. */
export function gatewayProblem(
  t: FormTexts,
  choice: GatewayValue | undefined,
  { cluster, gatewayPods }: ClusterInventory,
  purpose: GatewayPurpose,
): string | undefined {
  if (!isGateway(choice)) return gatewayShape(t, choice);
  const wanted = Object.entries(choice.selector);
  const runs = gatewayPods.some(
    ({ namespace, labels }) =>
      namespace === choice.namespace &&
      wanted.every(([key, value]) => labels[key] === value),
  );
  if (runs) return undefined;
  const offered = gatewayChoices(gatewayPods, purpose).map(gatewayText);
  return t('wrong.gateway', {
    name: gatewayText(choice),
    cluster,
    choose: oneOf(t, offered, t('wrong.noGateway')),
  });
}
