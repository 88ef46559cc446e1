import { byRef } from '../../model/byCreation';
import type { GatewayObject } from '../../model/networkingObjects';
import { isSubset } from '../../model/selectorMatches';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import {
  type WorkloadGroup,
  isGatewayGroup,
  labelsOf,
  portsOf,
} from '../groupWorkloads';
import { BoundVirtualServices } from './BoundVirtualServices';
import { type GatewayChain, gatewayChains } from './gatewayChains';
import { type MergedGateways, mergeGateways } from './mergeGateways';

/** The pods of one workload that serve Gateways, and what they serve. */
export interface GatewayWorkload {
  readonly group: WorkloadGroup;
  readonly gateways: readonly GatewayObject[];
  readonly merged: MergedGateways;
  readonly chains: readonly GatewayChain[];
}

/** A Service that opted out of having its ports translated. */
const NO_TRANSLATION = 'experimental.istio.io/disable-gateway-port-translation';

/**
 * The port that gateway pods listen on for a port of a Gateway: the target port
 * of the first Service that has it, else the port itself.
 * Source: pilot/pkg/model/gateway.go, resolvePorts.
 */
function portResolver(
  group: WorkloadGroup,
  services: readonly ServiceObject[],
): (port: number) => number {
  const translating = services.filter(
    ({ labels }) => labels?.[NO_TRANSLATION] === undefined,
  );
  return port => {
    for (const service of translating) {
      const found = service.ports.find(one => one.port === port);
      if (!found) continue;
      const target = Number(found.targetPort);
      if (Number.isInteger(target)) return target;
      const named = portsOf(group).find(
        ({ name }) => name === found.targetPort,
      );
      return named?.port ?? port;
    }
    return port;
  };
}

function gatewaysInOrder({ index }: AssessScope): GatewayObject[] {
  return [...index.all('gateway')].sort(byRef);
}

/** The VirtualServices by the gateway that they are bound to. */
export function boundServices(scope: AssessScope): BoundVirtualServices {
  return new BoundVirtualServices(
    scope.index.all('virtualservice'),
    scope.settingsOf(undefined).virtualServiceExportTo,
  );
}

function servedBy(scope: AssessScope, group: WorkloadGroup): GatewayWorkload {
  const labels = labelsOf(group);
  const gateways = scope
    .memo(gatewaysInOrder, undefined)
    .filter(({ selector }) => isSubset(selector, labels));
  const merged = mergeGateways(
    gateways,
    portResolver(group, scope.servicesOf(group)),
  );
  const pods = { namespace: group.namespace, labels };
  const bound = scope.memo(boundServices, undefined);
  return {
    group,
    gateways,
    merged,
    chains: gatewayChains({ merged, bound, pods }),
  };
}

/** Every workload whose pods are gateways, with the Gateways that select them. */
export function gatewayWorkloads(scope: AssessScope): GatewayWorkload[] {
  return scope.workloads
    .filter(isGatewayGroup)
    .map(group => scope.memo(servedBy, group));
}
