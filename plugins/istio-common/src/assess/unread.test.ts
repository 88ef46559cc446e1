import type { DataState } from '../api/freshness';
import { MeshIndex } from '../index/MeshIndex';
import { trimRaw } from '../replay/trimRaw';
import { unread } from './unread';

function object(apiVersion: string, kind: string, namespace?: string) {
  const metadata = { name: 'one', ...(namespace && { namespace }) };
  return trimRaw({ apiVersion, kind, metadata, spec: {} }) ?? [];
}

function contextOf(resource: string, state: DataState) {
  return {
    cluster: 'eu-1',
    now: new Date(0),
    dataStates: new Map([[resource, state]]),
  };
}

describe('unread', () => {
  it.each<[DataState, string | undefined]>([
    ['live', undefined],
    ['stale', undefined],
    ['not-installed', undefined],
    ['forbidden', 'forbidden'],
    ['syncing', 'still being listed'],
    ['unreachable', 'unreachable'],
    ['unauthenticated', 'refused, the credential is not accepted'],
    ['degraded', 'answered with errors'],
  ])('%s, and nothing was ever read', (state, words) => {
    const context = contextOf('services', state);
    expect(unread(MeshIndex.build([]), context, 'services', 'service')).toBe(
      words,
    );
  });

  it.each([
    ['apps/v1', 'Deployment', 'deployments.apps', 'workload'],
    ['apps/v1', 'DaemonSet', 'daemonsets.apps', 'workload'],
    ['cert-manager.io/v1', 'Issuer', 'issuers.cert-manager.io', 'issuer'],
    [
      'cert-manager.io/v1',
      'ClusterIssuer',
      'clusterissuers.cert-manager.io',
      'issuer',
    ],
  ] as const)(
    'what was read of %s %s still counts, and is no word on other kinds of the type',
    (apiVersion, kind, resource, type) => {
      const index = MeshIndex.build([object(apiVersion, kind, 'shop')].flat());
      expect(index.count(type)).toBe(1);
      const others = [
        'deployments.apps',
        'daemonsets.apps',
        'statefulsets.apps',
        'issuers.cert-manager.io',
        'clusterissuers.cert-manager.io',
      ].filter(other => other !== resource);
      const say = (of: string) =>
        unread(index, contextOf(of, 'unreachable'), of, type);
      expect(say(resource)).toBeUndefined();
      expect(others.map(say)).toEqual(others.map(() => 'unreachable'));
    },
  );

  it('a list without objects was read as well', () => {
    const index = MeshIndex.build([]);
    const context = contextOf('daemonsets.apps', 'unreachable');
    index.apply({
      type: 'replace',
      resource: { group: 'apps', kind: 'DaemonSet' },
      objects: [],
    });
    expect(
      unread(index, context, 'daemonsets.apps', 'workload'),
    ).toBeUndefined();
    expect(
      unread(
        index,
        contextOf('deployments.apps', 'degraded'),
        'deployments.apps',
        'workload',
      ),
    ).toBe('answered with errors');
  });
});
