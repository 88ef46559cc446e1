import { byCreation } from '../../model/byCreation';
import { stringifyObjectRef } from '../../model/identity';
import type { VirtualServiceObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { resolveHost } from '../hosts';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { targetOf } from './routeDestinations';
import { EVERYWHERE, scopesOf } from './serviceEntryProtocols';
import { namesInWords, someRelated } from './someRelated';

function inMesh({ gateways, hosts }: VirtualServiceObject): boolean {
  return (
    hosts.length > 0 && (gateways.length === 0 || gateways.includes('mesh'))
  );
}

/** The VirtualServices for one host, oldest first: all, and by who sees them. */
interface Claims {
  readonly all: VirtualServiceObject[];
  readonly byScope: Map<string, VirtualServiceObject[]>;
}

/** The VirtualServices of the mesh by full host. */
function claimsByHost({ index }: AssessScope) {
  const claims = new Map<string, Claims>();
  const services = [...index.all('virtualservice')]
    .filter(inMesh)
    .sort(byCreation);
  for (const service of services) {
    const scopes = scopesOf(service.exportTo, service.ref.namespace);
    const hosts = service.hosts.map(host => resolveHost(host, service.ref));
    for (const host of new Set(hosts)) {
      const known: Claims = claims.get(host) ?? {
        all: [],
        byScope: new Map(),
      };
      claims.set(host, known);
      known.all.push(service);
      for (const seenBy of scopes) {
        const list = known.byScope.get(seenBy);
        if (list) list.push(service);
        else known.byScope.set(seenBy, [service]);
      }
    }
  }
  return claims;
}

/** The oldest of the others that some client sees beside the VirtualService. */
function rivalsOf(
  service: VirtualServiceObject,
  { all, byScope }: Claims,
): VirtualServiceObject[] {
  const own = stringifyObjectRef(service.ref);
  const scopes = scopesOf(service.exportTo, service.ref.namespace);
  const lists = scopes.includes(EVERYWHERE)
    ? [all]
    : [EVERYWHERE, ...scopes].map(one => byScope.get(one) ?? []);
  const found = lists.flatMap(list =>
    someRelated(list, one => stringifyObjectRef(one.ref) !== own),
  );
  return someRelated([...new Set(found)].sort(byCreation), () => true);
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
    const hosts = service.hosts.map(host => resolveHost(host, service.ref));
    for (const host of new Set(hosts)) {
      const claims = byHost.get(host);
      const rivals = claims ? rivalsOf(service, claims) : [];
      if (rivals.length === 0) continue;
      const [oldest] = [service, rivals[0]].sort(byCreation);
      const target = targetOf(scope, service, host);
      yield {
        kind: 'meshHostConflict',
        object: service,
        related: [
          ...(target?.type === 'service' ? [target.ref] : []),
          ...rivals.map(({ ref }) => ref),
        ],
        cause: `${namesInWords(
          [service, ...rivals].map(({ ref }) => nameOf(ref)),
        )} all route ${host} inside the mesh`,
        fix: `Merge the routes into ${nameOf(oldest.ref)}, the oldest.`,
      };
    }
  },
});
