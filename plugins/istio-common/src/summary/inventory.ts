import type { ClusterInventory } from '../api/inventory';
import type { MeshIndex } from '../index/meshIndex';

/**
 * What the pickers of forms choose from.
 *
 * @public
 */
export function inventory(index: MeshIndex, cluster: string): ClusterInventory {
  return {
    cluster,
    namespaces: [...index.all('namespace')].map(({ ref }) => ({
      name: ref.name,
      injected: false,
    })),
    services: [],
    issuers: [],
    gatewayPods: [],
  };
}
