import type {
  ClusterFreshness,
  DataState,
  FleetKind,
} from '@meshwright/backstage-plugin-istio-common';

/** The resource types without which rows of a kind are missing; absent where every type counts. */
const BASIS: Partial<Record<FleetKind, readonly string[]>> = {
  workloads: [
    'pods',
    'deployments.apps',
    'statefulsets.apps',
    'daemonsets.apps',
  ],
  certificates: ['certificates.cert-manager.io'],
  exposures: [
    'gateways.networking.istio.io',
    'gateways.gateway.networking.k8s.io',
    'ingresses.networking.k8s.io',
  ],
  egress: [
    'serviceentries.networking.istio.io',
    'virtualservices.networking.istio.io',
  ],
  'control-planes': ['deployments.apps'],
  'trust-roots': ['configmaps:root-ca'],
  'strict-readiness': ['pods', 'peerauthentications.security.istio.io'],
};

const MISSING: ReadonlySet<DataState> = new Set<DataState>([
  'syncing',
  'forbidden',
]);

const SILENT: ReadonlySet<DataState> = new Set<DataState>([
  'syncing',
  'forbidden',
  'unauthenticated',
  'unreachable',
  'degraded',
]);

/**
 * Whether a cluster may hold rows of a kind (of any, when none is given) that
 * nobody has read: it never answered, or a type is not readable.
 */
export function mayHoldMore(
  cluster: ClusterFreshness,
  known: boolean,
  kind: FleetKind | undefined,
): boolean {
  if (!known) return SILENT.has(cluster.state);
  const wanted = kind && BASIS[kind];
  return cluster.resources.some(
    ({ resource, state }) =>
      MISSING.has(state) && (!wanted || wanted.includes(resource)),
  );
}
