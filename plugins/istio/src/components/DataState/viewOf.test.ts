import type { DataState } from '@meshwright/backstage-plugin-istio-common';
import { cluster } from '../../../dev/build/clusters';
import { entityStatus } from '../../../dev/build/facts';
import { viewOf, viewOfFleet } from './viewOf';

function viewWith(states: DataState[], state = 'in-mesh' as const) {
  const clusters = states.map((data, index) =>
    cluster(`c-${index}`, { state: data }),
  );
  const status = entityStatus('cart', { state, clusters });
  return viewOf({ status, loading: false });
}

describe('viewOf', () => {
  it.each<[DataState[], string]>([
    [['live', 'live'], 'ready'],
    [['live', 'stale'], 'stale'],
    [['stale', 'stale'], 'stale'],
    [['live', 'unreachable'], 'partial'],
    [['live', 'forbidden'], 'partial'],
    [['stale', 'degraded'], 'partial'],
    [['live', 'syncing'], 'partial'],
    [['unreachable', 'degraded'], 'unreachable'],
    [['forbidden', 'unauthenticated'], 'forbidden'],
    [['forbidden', 'unreachable'], 'unreachable'],
    [['syncing', 'unreachable'], 'loading'],
    [['syncing'], 'loading'],
  ])('takes clusters %p for %s', (states, expected) => {
    expect(viewWith(states)).toBe(expected);
  });

  it.each(['no-workload', 'not-in-mesh', 'not-installed'] as const)(
    'keeps the kind of empty %s while a cluster answers',
    state => {
      const clusters = [
        cluster('eu-1'),
        cluster('ap-1', { state: 'unreachable' }),
      ];
      const status = entityStatus('cart', { state, clusters });
      expect(viewOf({ status, loading: false })).toBe(state);
    },
  );

  it('never says "nothing found" when no cluster could be read', () => {
    const status = entityStatus('cart', {
      state: 'no-workload',
      clusters: [cluster('ap-1', { state: 'unreachable' })],
    });
    expect(viewOf({ status, loading: false })).toBe('unreachable');
  });

  it('needs no cluster to see that the annotation lacks', () => {
    const status = entityStatus('cart', {
      state: 'no-annotation',
      clusters: [cluster('ap-1', { state: 'unreachable' })],
    });
    expect(viewOf({ status, loading: false })).toBe('no-annotation');
  });

  it('tells a refused reader from a failure', () => {
    const refused = Object.assign(new Error('no'), { statusCode: 403 });
    expect(viewOf({ error: refused, loading: false })).toBe('not-permitted');
    expect(viewOf({ error: new Error('x'), loading: false })).toBe('failed');
    expect(viewOf({ loading: true })).toBe('loading');
  });

  it('keeps showing the last answer when a newer read failed', () => {
    const status = entityStatus('cart', { clusters: [cluster('eu-1')] });
    expect(viewOf({ status, error: new Error('x'), loading: false })).toBe(
      'ready',
    );
  });
});

describe('viewOfFleet', () => {
  const live = cluster('eu-1');
  const bare = cluster('eu-2', { istio: 'not-installed' });
  const silent = cluster('ap-1', { state: 'unreachable' });

  it.each([
    ['ready', [live, bare], 0],
    ['ready', [], 0],
    ['partial', [live, silent], 0],
    ['unreachable', [silent], 7],
    ['not-installed', [bare], 0],
    // A cluster that does not answer may have it, and a row proves it.
    ['not-installed', [bare, silent], 0],
    ['partial', [bare, silent], 3],
  ] as const)('says %s of clusters %p with %d rows', (view, clusters, rows) =>
    expect(viewOfFleet({ status: { clusters }, rows, loading: false })).toBe(
      view,
    ),
  );

  it('tells a refused reader from a silent backend', () => {
    const refused = Object.assign(new Error('no'), { name: 'NotAllowedError' });
    expect(viewOfFleet({ rows: 0, loading: false, error: refused })).toBe(
      'not-permitted',
    );
    expect(
      viewOfFleet({ rows: 0, loading: false, error: new Error('502') }),
    ).toBe('failed');
    expect(viewOfFleet({ rows: 0, loading: true })).toBe('loading');
  });
});
