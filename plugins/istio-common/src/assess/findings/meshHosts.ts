import { byCreation } from '../../model/byCreation';
import { stringifyObjectRef } from '../../model/identity';
import type { VirtualServiceObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { resolveHost } from '../hosts';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { targetOf } from './routeDestinations';
import { scopesOf } from './serviceEntryProtocols';

function inMesh({ gateways, hosts }: VirtualServiceObject): boolean {
  return (
    hosts.length > 0 && (gateways.length === 0 || gateways.includes('mesh'))
  );
}

interface Claim {
  readonly service: VirtualServiceObject;
  readonly scopes: readonly string[];
}

/** The VirtualServices of the mesh by full host, oldest first. */
function claimsByHost({ index }: AssessScope) {
  const claims = new Map<string, Claim[]>();
  const services = [...index.all('virtualservice')]
    .filter(inMesh)
    .sort(byCreation);
  for (const service of services) {
    const scopes = scopesOf(service.exportTo, service.ref.namespace);
    const hosts = service.hosts.map(host => resolveHost(host, service.ref));
    for (const host of new Set(hosts)) {
      const known = claims.get(host);
      if (known) known.push({ service, scopes });
      else claims.set(host, [{ service, scopes }]);
    }
  }
  return claims;
}

/** Some client sees both. */
function meet(a: readonly string[], b: readonly string[]): boolean {
  return a.some(one => b.includes(one) || one === '*') || b.includes('*');
}

/**
 * Several VirtualServices for one host inside the mesh, seen by the same
 * clients. istioctl also takes `*.example.com` for a rival of `a.example.com`
 * when their clients differ; there the more specific host wins
 * (pilot/pkg/model/config.go, MostSpecificHostMatch).
 * Source: pkg/config/analysis/analyzers/virtualservice/conflictingmeshgatewayhosts.go.
 */
export const meshHosts = objectRule({
  name: 'mesh-hosts',
  raises: ['meshHostConflict'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  *judge({ scope }, service): Iterable<RawFinding> {
    if (!inMesh(service)) return;
    const byHost = scope.memo(claimsByHost, undefined);
    const key = stringifyObjectRef(service.ref);
    const scopes = scopesOf(service.exportTo, service.ref.namespace);
    const hosts = service.hosts.map(host => resolveHost(host, service.ref));
    for (const host of new Set(hosts)) {
      const rivals = (byHost.get(host) ?? []).filter(
        claim =>
          stringifyObjectRef(claim.service.ref) !== key &&
          meet(claim.scopes, scopes),
      );
      if (rivals.length === 0) continue;
      const oldest = [service, ...rivals.map(one => one.service)].sort(
        byCreation,
      )[0];
      const target = targetOf(scope, service, host);
      yield {
        kind: 'meshHostConflict',
        object: service,
        related: [
          ...rivals.map(one => one.service.ref),
          ...(target?.type === 'service' ? [target.ref] : []),
        ],
        cause: `${[service, ...rivals.map(one => one.service)]
          .map(({ ref }) => nameOf(ref))
          .join(', ')} all route ${host} inside the mesh`,
        fix: `Merge the routes into ${nameOf(oldest.ref)}, the oldest.`,
      };
    }
  },
});
