import { MeshIndex } from '@meshwright/backstage-plugin-istio-common';
import type { StoredChange } from '../database/StoredChange';
import type { LiveCluster } from '../materialise/ClusterFleet';
import { clusterEvidence } from './clusterEvidence';

const gateway = {
  group: 'networking.istio.io',
  kind: 'Gateway',
  namespace: 'shop',
  name: 'cart',
};
const role = {
  group: 'rbac.authorization.k8s.io',
  kind: 'Role',
  namespace: 'shop',
  name: 'cart-gateway',
};

function change(objects: StoredChange['status']['objects']): StoredChange {
  return {
    repoUrl: 'h?owner=o&repo=r',
    status: {
      id: 'a',
      entityRef: 'component:default/cart',
      title: 'Expose cart',
      cluster: 'eu-1',
      pullRequest: { number: 42, url: 'https://h/42', state: 'merged' },
      proposedAt: '2026-11-22T11:00:00.000Z',
      stage: 'merged',
      tone: 'info',
      detail: '',
      objects,
    },
  };
}

const live: LiveCluster = {
  index: new MeshIndex(),
  settled: true,
  assessment: undefined,
  refresh: () => {},
  freshness: () => ({
    cluster: 'eu-1',
    state: 'live',
    since: '2026-11-22T11:00:00.000Z',
    istio: 'installed',
    certManager: 'installed',
    resources: [],
  }),
};

describe('clusterEvidence', () => {
  it('misses only what the index would have', () => {
    const evidence = clusterEvidence(change([gateway, role]), live);
    expect(evidence).toMatchObject({ readable: true, missing: [gateway] });
  });

  it('has nothing to say of a change of which the index holds nothing', () => {
    expect(clusterEvidence(change([role]), live)).toBeUndefined();
    expect(clusterEvidence(change([]), live)).toBeUndefined();
  });
});
