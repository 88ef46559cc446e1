import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import { oneOf } from '../ClusterSource/oneOf';
import {
  gatewayChoices,
  gatewayText,
  type GatewayChoice,
  type GatewayPurpose,
} from './GatewayChoice';

/** What is wrong with the gateway, by the pods that the cluster runs. */
export function gatewayProblem(
  choice: GatewayChoice | undefined,
  { cluster, gatewayPods }: ClusterInventory,
  purpose: GatewayPurpose,
): string | undefined {
  if (!choice?.namespace || !choice.selector) return undefined;
  const wanted = Object.entries(choice.selector);
  const runs = gatewayPods.some(
    ({ namespace, labels }) =>
      namespace === choice.namespace &&
      wanted.every(([key, value]) => labels[key] === value),
  );
  if (runs) return undefined;
  const offered = gatewayChoices(gatewayPods, purpose).map(gatewayText);
  return `No gateway pod in ${cluster} is chosen by ${gatewayText(
    choice,
  )}; ${oneOf(offered, 'it runs no such gateway, install one first')}.`;
}
