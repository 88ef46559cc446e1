import type { JsonObject } from '@backstage/types';
import { gatewayService } from './gatewayService';
import { type InstalledGateway, serviceTypeOf } from './gatewaysField';
import type { MeshSettings } from './meshSettings';

/** How pods of a gateway are replaced: as many new ones as there are old first. @internal */
export const GATEWAY_STRATEGY = {
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: '100%', maxUnavailable: '25%' },
} as const;

/**
 * Values of the gateway chart; `follows` is the tag or revision whose proxies
 * the pods get. Source: manifests/charts/gateway/values.schema.json.
 *
 * @internal
 */
export function gatewayValues(
  settings: MeshSettings,
  gateway: InstalledGateway,
  follows: string,
): JsonObject {
  const { registry, platform } = settings;
  const { annotations, loadBalancerClass } = gatewayService(gateway);
  return {
    revision: follows,
    autoscaling: {
      enabled: true,
      minReplicas: gateway.minReplicas,
      maxReplicas: gateway.maxReplicas,
    },
    podDisruptionBudget: { minAvailable: 1 },
    strategy: {
      type: GATEWAY_STRATEGY.type,
      rollingUpdate: { ...GATEWAY_STRATEGY.rollingUpdate },
    },
    service: {
      type: serviceTypeOf(gateway),
      annotations: Object.keys(annotations).length > 0 ? annotations : null,
      loadBalancerClass: loadBalancerClass ?? null,
    },
    imagePullSecrets: registry?.pullSecret
      ? [{ name: registry.pullSecret }]
      : null,
    global: { platform: platform ?? null },
  };
}
