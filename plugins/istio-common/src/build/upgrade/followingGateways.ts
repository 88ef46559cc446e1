import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import type { ChartRelease } from '../install/chartRelease';
import {
  gatewayFields,
  gatewaysNamedOnce,
  type InstalledGateway,
} from '../install/gatewaysField';
import { WAVES } from '../install/meshCharts';
import type { MeshSettings } from '../install/meshSettings';

const { serviceAnnotations, minReplicas, maxReplicas } = gatewayFields;

const KEPT = 'what the repository has stays when left out';

/** Without defaults: what is not said is not changed. */
const gateway = z.strictObject({
  ...gatewayFields,
  serviceType: gatewayFields.serviceType.describe(
    `Type of the Service; ${KEPT}`,
  ),
  serviceAnnotations: serviceAnnotations
    .unwrap()
    .optional()
    .describe(`Annotations of the Service; ${KEPT}`),
  minReplicas: minReplicas.unwrap().optional().describe(`Fewest pods; ${KEPT}`),
  maxReplicas: maxReplicas.unwrap().optional().describe(`Most pods; ${KEPT}`),
});

/** A gateway that follows a control plane. @internal */
export type FollowingGateway = z.output<typeof gateway>;

/** The gateways that follow a control plane. @internal */
export const followingGatewaysField = z
  .array(gateway)
  .max(20, 'has too many entries, at most 20')
  .check(gatewaysNamedOnce)
  .default([])
  .describe(
    'Gateways by their charts, for promote and rollback: release and revision change, and what is said here',
  );

/** All that istioctl must be told, because it writes a gateway as a whole. */
const WHOLE = [
  'serviceType',
  'serviceAnnotations',
  'minReplicas',
  'maxReplicas',
] as const;

/** What is missing or does not go together. @internal */
export function gatewayProblems(
  gateways: readonly FollowingGateway[],
  by: MeshSettings['delivery']['by'],
): Array<[string[], string]> {
  return gateways.flatMap((one, index): Array<[string[], string]> => {
    const at = (field: string) => ['gateways', String(index), field];
    const { minReplicas: min, maxReplicas: max, serviceType } = one;
    return [
      ...WHOLE.filter(
        field => by === 'istioctl' && one[field] === undefined,
      ).map((field): [string[], string] => [
        at(field),
        'is missing: istioctl writes a gateway as a whole, say what it has now',
      ]),
      ...(min !== undefined && max !== undefined && min > max
        ? [
            [at('maxReplicas'), 'is below minReplicas, raise it'] as [
              string[],
              string,
            ],
          ]
        : []),
      ...(one.loadBalancerClass &&
      (serviceType ?? 'LoadBalancer') !== 'LoadBalancer'
        ? [
            [
              at('loadBalancerClass'),
              `has no meaning for ${serviceType}, remove it`,
            ] as [string[], string],
          ]
        : []),
    ];
  });
}

/**
 * Values of the gateway chart that an upgrade changes: they are merged into
 * those that are there, so that an internal load balancer stays internal.
 */
function changedValues(
  { registry }: MeshSettings,
  one: FollowingGateway,
  follows: string,
): JsonObject {
  const { minReplicas: min, maxReplicas: max } = one;
  const autoscaling = {
    ...(min !== undefined && { minReplicas: min }),
    ...(max !== undefined && { maxReplicas: max }),
  };
  const service = {
    ...(one.serviceType && { type: one.serviceType }),
    ...(one.serviceAnnotations && {
      annotations: { ...one.serviceAnnotations },
    }),
    ...(one.loadBalancerClass && { loadBalancerClass: one.loadBalancerClass }),
  };
  return {
    revision: follows,
    ...(Object.keys(autoscaling).length > 0 && { autoscaling }),
    ...(Object.keys(service).length > 0 && { service }),
    ...(registry?.pullSecret && {
      imagePullSecrets: [{ name: registry.pullSecret }],
    }),
  };
}

/** The chart of a gateway with what changes. @internal */
export function followingGatewayChart(
  settings: MeshSettings,
  one: FollowingGateway,
  { version, follows }: { version: string; follows: string },
): ChartRelease {
  return {
    ...{ name: one.name, chart: 'gateway', version },
    ...{ namespace: one.namespace, wave: WAVES.gateways },
    repository: settings.delivery.charts,
    values: changedValues(settings, one, follows),
  };
}

/** A gateway of which all is said, as {@link gatewayProblems} asks for istioctl. @internal */
export function wholeGateway(one: FollowingGateway): InstalledGateway {
  return {
    ...one,
    serviceAnnotations: one.serviceAnnotations ?? {},
    minReplicas: one.minReplicas ?? 2,
    maxReplicas: one.maxReplicas ?? 5,
  };
}
