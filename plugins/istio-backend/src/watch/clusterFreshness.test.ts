import type { WatchedResource } from '@meshwright/backstage-plugin-istio-common';
import { clusterFreshness } from './clusterFreshness';
import type { LoopProgress } from './ResourceLoop';

const PODS: WatchedResource = {
  group: '',
  version: 'v1',
  plural: 'pods',
  kind: 'Pod',
  namespaced: true,
  required: true,
};
const SERVICES = { ...PODS, plural: 'services', kind: 'Service' };
const GATEWAYS: WatchedResource = {
  ...PODS,
  group: 'networking.istio.io',
  plural: 'gateways',
  kind: 'Gateway',
  required: false,
  product: 'istio',
};

const LIVE: LoopProgress = { state: 'live', since: 1_000, confirmedAt: 5_000 };

function sum(
  states: Array<[WatchedResource, LoopProgress]>,
  closed?: Parameters<typeof clusterFreshness>[0]['closed'],
) {
  return clusterFreshness({
    cluster: { name: 'eu-1', title: 'Europe 1' },
    closed,
    resources: states.map(([resource, progress]) => ({ resource, progress })),
  });
}

describe('clusterFreshness', () => {
  it('is live when every required type is, as of the oldest confirmation', () => {
    expect(
      sum([
        [PODS, LIVE],
        [SERVICES, { ...LIVE, confirmedAt: 3_000 }],
        [GATEWAYS, { state: 'not-installed', since: 2_000 }],
      ]),
    ).toMatchObject({
      cluster: 'eu-1',
      title: 'Europe 1',
      state: 'live',
      since: '1970-01-01T00:00:01.000Z',
      confirmedAt: '1970-01-01T00:00:03.000Z',
      istio: 'not-installed',
      certManager: 'unknown',
    });
  });

  it('is as bad as its worst required type, and says what that said', () => {
    expect(
      sum([
        [PODS, { state: 'forbidden', since: 2_000, message: 'no pods' }],
        [SERVICES, { ...LIVE, state: 'degraded', message: 'hm' }],
        [GATEWAYS, LIVE],
      ]),
    ).toMatchObject({
      state: 'forbidden',
      message: 'no pods',
      since: '1970-01-01T00:00:02.000Z',
      confirmedAt: undefined,
      istio: 'installed',
    });
  });

  it('is silent with all its types, and keeps when they were confirmed', () => {
    const freshness = sum(
      [
        [PODS, LIVE],
        [GATEWAYS, LIVE],
      ],
      {
        state: 'unreachable',
        message: 'connection refused',
        since: 7_000,
        nextAttemptAt: 9_000,
      },
    );
    expect(freshness).toMatchObject({
      state: 'unreachable',
      message: 'connection refused',
      since: '1970-01-01T00:00:07.000Z',
      confirmedAt: '1970-01-01T00:00:05.000Z',
      nextAttemptAt: '1970-01-01T00:00:09.000Z',
      istio: 'installed',
    });
    expect(freshness.resources.map(({ state }) => state)).toEqual([
      'unreachable',
      'unreachable',
    ]);
  });

  it('does not call a product absent that it may not look for', () => {
    expect(
      sum([
        [PODS, LIVE],
        [GATEWAYS, { state: 'forbidden', since: 0 }],
      ]).istio,
    ).toBe('unknown');
  });
});
