import {
  resourceKey,
  WATCHED_RESOURCES,
  type ClusterFreshness,
  type DataState,
} from '@meshwright/backstage-plugin-istio-common';
import { mayHoldMore } from './fleetBasis';

const SINCE = '2026-11-22T12:00:00.000Z';

/** A live cluster of which some types are in another state. */
function cluster(states: Record<string, DataState>): ClusterFreshness {
  return {
    cluster: 'eu-1',
    state: 'live',
    since: SINCE,
    istio: 'unknown',
    certManager: 'unknown',
    resources: WATCHED_RESOURCES.map(resourceKey).map(resource => ({
      resource,
      state: states[resource] ?? 'live',
      since: SINCE,
    })),
  };
}

describe('mayHoldMore', () => {
  it.each([
    ['trust-roots', 'configmaps:root-ca'],
    ['workloads', 'daemonsets.apps'],
    ['certificates', 'certificates.cert-manager.io'],
    ['exposures', 'gateways.gateway.networking.k8s.io'],
    ['egress', 'virtualservices.networking.istio.io'],
    ['control-planes', 'deployments.apps'],
    ['strict-readiness', 'peerauthentications.security.istio.io'],
  ] as const)('says that %s may be missing without %s', (kind, resource) => {
    const forbidden = cluster({ [resource]: 'forbidden' });
    expect(mayHoldMore(forbidden, true, kind)).toBe(true);
    expect(mayHoldMore(cluster({}), true, kind)).toBe(false);
  });

  it('does not miss roots without the ConfigMaps of the mesh', () => {
    const forbidden = cluster({ configmaps: 'forbidden' });
    expect(mayHoldMore(forbidden, true, 'trust-roots')).toBe(false);
    expect(mayHoldMore(forbidden, true, 'findings')).toBe(true);
  });
});
