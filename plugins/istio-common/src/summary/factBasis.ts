import type { Fact, FactId } from '../api/entityStatus';
import type { ClusterFreshness, DataState } from '../api/freshness';

/** The resource types that each fact rests on. */
const BASIS: Readonly<Record<FactId, readonly string[]>> = {
  sidecar: ['pods'],
  revision: [
    'pods',
    'namespaces',
    'deployments.apps',
    'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  ],
  mtls: ['pods', 'peerauthentications.security.istio.io'],
  certificates: [
    'services',
    'gateways.networking.istio.io',
    'virtualservices.networking.istio.io',
    'certificates.cert-manager.io',
  ],
  changes: [
    'services',
    'gateways.networking.istio.io',
    'virtualservices.networking.istio.io',
    'destinationrules.networking.istio.io',
  ],
};

const HELD: ReadonlySet<DataState> = new Set<DataState>([
  'stale',
  'unreachable',
  'degraded',
  'unauthenticated',
]);

const MISSING: ReadonlySet<DataState> = new Set<DataState>([
  'forbidden',
  'syncing',
  'unauthenticated',
  'unreachable',
  'degraded',
]);

function basisStates(id: FactId, cluster: ClusterFreshness): DataState[] {
  const wanted = BASIS[id];
  const states = cluster.resources
    .filter(({ resource }) => wanted.includes(resource))
    .map(({ state }) => state);
  return states.length > 0 ? states : [cluster.state];
}

/**
 * Whether a fact rests on last known values, and whether something unread could
 * make it worse.
 *
 * @param clusters - the clusters that concern the entity
 * @param known - the clusters of which rows are held
 */
export function factBasis(
  id: FactId,
  clusters: readonly ClusterFreshness[],
  known: ReadonlySet<string>,
): Pick<Fact, 'stale' | 'lowerBound'> {
  let stale = false;
  let lowerBound = false;
  for (const cluster of clusters) {
    const states = basisStates(id, cluster);
    if (known.has(cluster.cluster)) {
      stale ||= states.some(state => HELD.has(state));
      lowerBound ||= states.some(
        state => state === 'forbidden' || state === 'syncing',
      );
    } else {
      lowerBound ||= states.some(state => MISSING.has(state));
    }
  }
  return { stale, lowerBound };
}
