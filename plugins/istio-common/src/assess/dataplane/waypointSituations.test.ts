import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawNodeAgent, rawWaypoint } from '../../testing/raw/dataPlane';
import {
  rawIstiod,
  rawNamespace,
  rawPod,
  rawService,
  rawWorkload,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

function dataPlane(raw: unknown[], states: Record<string, DataState> = {}) {
  return answer(assessRawWorkload(raw, { states }).dataPlane);
}

const MODE = 'istio.io/dataplane-mode';

const REDIRECTION = 'ambient.istio.io/redirection';

const AGENTS = [rawNodeAgent('ztunnel'), rawNodeAgent('cni')];

function redirected(value: string, more: Json = {}) {
  return rawPod({ ...more, annotations: { [REDIRECTION]: value } });
}

describe('waypoints', () => {
  const using = { 'istio.io/use-waypoint': 'waypoint' };
  const shop = rawNamespace('shop', { [MODE]: 'ambient', ...using });
  const status = (condition: Json, more: Json = {}) => ({
    addresses: [{ type: 'Hostname', value: 'waypoint.shop.svc' }],
    conditions: [{ type: 'Programmed', ...condition }],
    ...more,
  });
  const bind = (raw: unknown[], pod = redirected('enabled')) =>
    dataPlane([rawIstiod('1-30-3', '1.30.3'), shop, ...AGENTS, pod, ...raw])
      .waypoint;
  const managed = (by: string) =>
    rawService({ labels: { 'gateway.istio.io/managed': by } });
  const bound = (condition: Json) => ({
    ...rawService(),
    status: { conditions: [{ type: 'istio.io/WaypointBound', ...condition }] },
  });

  it.each<[string | undefined, string | undefined, string, unknown[]]>([
    [
      'not-ready',
      'waypoint shop/waypoint: it is not programmed: no listener',
      'it is not programmed',
      [
        rawWaypoint({
          status: status({ status: 'False', message: 'no listener' }),
        }),
        rawService(),
      ],
    ],
    [
      'not-ready',
      'waypoint shop/waypoint: it is not programmed',
      'it is not programmed without a word',
      [rawWaypoint({ status: status({ status: 'False' }) }), rawService()],
    ],
    [
      'bound',
      'bound to waypoint shop/waypoint',
      'nothing is known of its programming',
      [rawWaypoint({ status: status({ status: 'Unknown' }) }), rawService()],
    ],
    [
      'not-ready',
      'waypoint shop/waypoint has no address',
      'it has no address without a word',
      [rawWaypoint({ status: {} }), rawService()],
    ],
    [
      'bound',
      'bound to waypoint shop/waypoint',
      'a pod of it is ready',
      [
        rawWaypoint(),
        rawService(),
        {
          ...rawWorkload({ name: 'waypoint' }),
          kind: 'Deployment',
          status: { readyReplicas: 1 },
        },
      ],
    ],
    [
      'bound',
      'bound to waypoint shop/waypoint',
      'istiod agrees',
      [rawWaypoint(), bound({ status: 'True' })],
    ],
    [
      'not-ready',
      'istiod: NotNow',
      'istiod refuses with a reason',
      [rawWaypoint(), bound({ status: 'False', reason: 'NotNow' })],
    ],
    [
      'not-ready',
      'istiod: not bound',
      'istiod refuses without a reason',
      [rawWaypoint(), bound({ status: 'False' })],
    ],
    [
      'missing',
      'Gateway shop/waypoint does not exist',
      'istiod refuses what is not there',
      [bound({ status: 'False', reason: 'NotNow' })],
    ],
    [
      undefined,
      undefined,
      'the Service is that of a waypoint itself',
      [rawWaypoint(), managed('istio.io-mesh-controller')],
    ],
    [
      undefined,
      undefined,
      'the Service is that of an east-west gateway',
      [rawWaypoint(), managed('istio.io-eastwest-controller')],
    ],
    [
      'bound',
      'bound to waypoint shop/waypoint',
      'the Service is that of a gateway',
      [rawWaypoint(), managed('istio.io-gateway-controller')],
    ],
  ])('%s, %s: %s', (state, reason, _what, raw) => {
    const found = bind(raw);
    expect(found?.state).toBe(state);
    expect(found?.reason).toBe(reason && `Service cart: ${reason}`);
  });

  it('of Services come in the order of their names', () => {
    const lost = (name: string) =>
      rawService({
        name,
        app: 'cart',
        labels: { 'istio.io/use-waypoint': name },
      });
    const raw = ['c', 'a', 'b'].map(lost);
    expect(bind(raw)?.ref.name).toBe('a');
    expect(bind(raw.reverse())?.ref.name).toBe('a');
  });

  it('of the pod itself are in its own namespace, or in the one beside the name', () => {
    const elsewhere = redirected('enabled', {
      labels: { ...using, 'istio.io/use-waypoint-namespace': 'infra' },
    });
    expect(bind([rawWaypoint()], elsewhere)?.reason).toBe(
      'Gateway infra/waypoint does not exist',
    );
    const out = redirected('enabled', {
      labels: { 'istio.io/use-waypoint': 'none' },
    });
    expect(bind([], out)).toBeUndefined();
  });

  it('that refuse what they could take are to be changed', () => {
    const all = { labels: { 'istio.io/waypoint-for': 'all' } };
    const denied = rawWaypoint({ ...all, namespace: 'infra' });
    const named = redirected('enabled', {
      labels: { ...using, 'istio.io/use-waypoint-namespace': 'infra' },
    });
    expect(bind([denied], named)?.state).toBe('denied');
    expect(
      bind([rawWaypoint({ className: 'istio' }), rawService()])?.state,
    ).toBe('wrong-type');
  });
});
