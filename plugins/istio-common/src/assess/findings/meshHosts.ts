import { byCreation } from '../../model/byCreation';
import type { VirtualServiceObject } from '../../model/networkingObjects';
import { isWildcard, resolveHost } from '../hosts';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

function inMesh({ gateways, hosts }: VirtualServiceObject): boolean {
  return (
    hosts.length > 0 && (gateways.length === 0 || gateways.includes('mesh'))
  );
}

function isPublic({ exportTo }: VirtualServiceObject): boolean {
  return exportTo.length === 0 || exportTo.includes('*');
}

/** Several VirtualServices for one host inside the mesh, seen by the same clients. */
export const meshHosts: FindingRule = {
  name: 'mesh-hosts',
  raises: ['meshHostConflict'],
  reads: [['virtualservices.networking.istio.io', 'virtualservice']],
  *find({ scope, exposure: { directory } }): Iterable<RawFinding> {
    const first = new Map<string, VirtualServiceObject>();
    const services = [...scope.index.all('virtualservice')]
      .filter(inMesh)
      .sort(byCreation);
    for (const service of services) {
      const clients = isPublic(service) ? '*' : service.ref.namespace;
      for (const name of service.hosts) {
        const host = resolveHost(name, service.ref);
        if (isWildcard(host)) continue;
        const key = `${clients} ${host}`;
        const holder = first.get(key);
        if (!holder) {
          first.set(key, service);
          continue;
        }
        const target = directory.find(host);
        yield {
          kind: 'meshHostConflict',
          object: service,
          related: [
            holder.ref,
            ...(target.kind === 'service' ? [target.service.ref] : []),
          ],
          cause: `${nameOf(service.ref)} and ${nameOf(
            holder.ref,
          )} both route ${host} inside the mesh`,
          fix: `Merge the routes into ${nameOf(holder.ref)}.`,
        };
      }
    }
  },
};
