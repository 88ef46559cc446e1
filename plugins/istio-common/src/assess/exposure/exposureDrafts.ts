import { stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { ServiceDirectory } from '../ServiceDirectory';
import type { ExposureDraft } from './exposureDraft';
import { gatewayApiExposures } from './gatewayApiExposures';
import { gatewayWorkloads } from './gatewayWorkloads';
import { ingressExposures } from './ingressExposures';
import { istioExposures } from './istioExposures';

/** The Services of the cluster by host. */
export function serviceDirectory(scope: AssessScope): ServiceDirectory {
  return new ServiceDirectory(scope);
}

/** Every host of every server, before its certificates are judged; the ways out of the mesh too. */
export function exposureDrafts(scope: AssessScope): ExposureDraft[] {
  const directory = scope.memo(serviceDirectory, undefined);
  const serving = scope.memo(gatewayWorkloads, undefined);
  return [
    ...istioExposures(scope, directory, serving),
    ...gatewayApiExposures(scope, directory),
    ...ingressExposures(scope, directory),
  ];
}

/** The hosts that clients outside the mesh use. */
export function exposedDrafts(scope: AssessScope): ExposureDraft[] {
  return scope.memo(exposureDrafts, undefined).filter(({ wayOut }) => !wayOut);
}

/** The gateways that serve nothing but ways out of the mesh, by the key of their workload. */
export function egressGateways(scope: AssessScope): string[] {
  const ways = new Map<string, boolean>();
  for (const { gateway, wayOut } of scope.memo(exposureDrafts, undefined)) {
    const key = stringifyObjectRef(gateway);
    ways.set(key, (ways.get(key) ?? true) && wayOut === true);
  }
  return scope
    .memo(gatewayWorkloads, undefined)
    .filter(({ gateways }) => {
      const known = gateways.flatMap(
        ({ ref }) => ways.get(stringifyObjectRef(ref)) ?? [],
      );
      return known.length > 0 && known.every(Boolean);
    })
    .map(({ group }) => group.key);
}
