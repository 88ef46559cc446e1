import type { ClusterInventory } from '../api/inventory';
import type { MeshIndex } from '../index/MeshIndex';
import { byRef } from '../model/byCreation';

/** The host of a server, `shop/cart.example.com` without the namespace before it. */
function hostOf(entry: string): string {
  return entry.slice(entry.indexOf('/') + 1);
}

/** Gateways of Istio, with the hosts that they serve. @internal */
export function istioGateways(
  index: MeshIndex,
): NonNullable<ClusterInventory['gateways']> {
  return [...index.all('gateway')]
    .sort(byRef)
    .map(({ ref, selector, servers }) => ({
      namespace: ref.namespace ?? '',
      name: ref.name,
      selector: { ...selector },
      hosts: [
        ...new Set(servers.flatMap(({ hosts }) => hosts.map(hostOf))),
      ].sort(),
    }));
}

/** Secrets that Certificates write, by which a Gateway names them. @internal */
export function credentials(
  index: MeshIndex,
): NonNullable<ClusterInventory['credentials']> {
  return [...index.all('certificate')]
    .sort(byRef)
    .map(({ ref, secretName }) => ({
      namespace: ref.namespace ?? '',
      name: secretName,
    }))
    .filter(({ name }) => name !== '');
}
