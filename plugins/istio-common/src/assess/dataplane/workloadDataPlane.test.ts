import fc from 'fast-check';
import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawNodeAgent, rawWaypoint } from '../../testing/raw/dataPlane';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
  rawWorkload,
} from '../../testing/rawObjects';

const REDIRECTION = 'ambient.istio.io/redirection';
const MODE = 'istio.io/dataplane-mode';

const answer = recordAnswers(__filename);

function dataPlane(raw: unknown[], states: Record<string, DataState> = {}) {
  return answer(assessRawWorkload(raw, { states }).dataPlane);
}

const captured = (more: Parameters<typeof rawPod>[0] = {}) =>
  rawPod({ ...more, annotations: { [REDIRECTION]: 'enabled' } });

const ambientNamespace = (more: Record<string, string> = {}) =>
  rawNamespace('shop', { [MODE]: 'ambient', ...more });

const agents = () => [rawNodeAgent('ztunnel'), rawNodeAgent('cni')];

const mesh = (namespace: unknown) => [
  rawIstiod('1-30-3', '1.30.3'),
  rawInjector('1-30-3', 'prod'),
  rawNamespace('istio-system'),
  namespace,
];

describe('mode of the pods', () => {
  it('names a waypoint, which runs a proxy and is no sidecar', () => {
    const waypoint = rawPod({
      labels: {
        'gateway.networking.k8s.io/gateway-name': 'waypoint',
        'gateway.istio.io/managed': 'istio.io-mesh-controller',
      },
      spec: {
        containers: [{ name: 'istio-proxy', args: ['proxy', 'waypoint'] }],
      },
    });
    expect(dataPlane([...rawMesh(), waypoint])).toMatchObject({
      mode: 'gateway',
      why: { summary: 'waypoint proxy, from the Gateway API controller' },
    });
  });

  it('takes a managed gateway with another proxy than Envoy for a gateway', () => {
    const agentgateway = rawPod({
      labels: {
        'gateway.networking.k8s.io/gateway-name': 'web',
        'gateway.istio.io/managed': 'istio.io-agentgateway-controller',
      },
      spec: { containers: [{ name: 'agentgateway', image: 'a:1' }] },
    });
    expect(dataPlane([...rawMesh(), agentgateway]).mode).toBe('gateway');
  });

  it('leaves pods of other Gateway controllers alone', () => {
    const foreign = rawPod({
      labels: { 'gateway.networking.k8s.io/gateway-name': 'web' },
    });
    expect(dataPlane([...mesh(rawNamespace('shop')), foreign]).mode).toBe(
      'none',
    );
  });

  it('says of ztunnel what it is', () => {
    const ztunnel = rawPod({
      spec: {
        containers: [{ name: 'istio-proxy', args: ['proxy', 'ztunnel'] }],
      },
    });
    expect(dataPlane([...mesh(rawNamespace('shop')), ztunnel])).toMatchObject({
      mode: 'none',
      tone: 'neutral',
      why: { summary: 'it is the node proxy of ambient mode' },
    });
  });

  it('counts pods with and without a proxy, and asks for a restart', () => {
    const found = dataPlane([
      ...rawMesh(),
      rawPod({ proxy: {} }),
      rawPod({ name: 'cart-0', createdAt: '2025-12-01T00:00:00Z' }),
      rawWorkload(),
    ]);
    expect(found).toMatchObject({
      mode: 'sidecar',
      tone: 'warning',
      why: {
        summary:
          'native sidecar on 1 of 2 pods, from namespace label istio.io/rev',
        considered: [
          { ref: { name: 'cart-1' }, says: 'sidecar', decides: true },
          { ref: { name: 'cart-0' }, says: 'no proxy', decides: false },
        ],
      },
      action: { command: 'kubectl rollout restart statefulset/cart -n shop' },
    });
  });

  it('is native only when every proxy is', () => {
    const classic = rawPod({ name: 'cart-0', proxy: { native: false } });
    const raw = [...rawMesh(), rawPod({ proxy: {} }), classic];
    expect(dataPlane(raw).nativeSidecar).toBe(false);
  });

  it('passes on why a proxy is not ready', () => {
    const crashing = rawPod({
      proxy: {},
      status: {
        initContainerStatuses: [
          {
            name: 'istio-proxy',
            ready: false,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      },
    });
    expect(dataPlane([...rawMesh(), crashing])).toMatchObject({
      mode: 'sidecar',
      tone: 'warning',
      why: {
        summary:
          'native sidecar, from namespace label istio.io/rev; the proxy of cart-1 is not ready: CrashLoopBackOff',
      },
      action: { command: 'kubectl logs cart-1 -c istio-proxy -n shop' },
    });
  });
});

describe('no proxy, and why', () => {
  const injector = (policy: string, createdAt = '2025-01-01T00:00:00Z') => {
    const raw = rawInjector('1-30-3', 'prod');
    return {
      ...raw,
      metadata: { ...raw.metadata, creationTimestamp: createdAt },
      webhooks: raw.webhooks.map(one => ({ ...one, failurePolicy: policy })),
    };
  };
  const label = rawNamespace('shop', { 'istio.io/rev': 'prod' });
  const asked =
    'started without a proxy, although namespace label istio.io/rev asks for revision 1-30-3';

  it.each<[string, unknown[], string]>([
    [
      'the pod is older than the injector',
      [label, injector('Fail', '2026-01-15T00:00:00Z'), rawPod()],
      `${asked}: pod cart-1 is older than the injector istio-revision-tag-prod`,
    ],
    [
      'the injector would have refused it',
      [label, injector('Fail'), rawPod()],
      `${asked}: pods are refused while the injector does not answer, so it started before the label was set`,
    ],
    [
      'the injector may have been away',
      [label, injector('Ignore'), rawPod()],
      `${asked}: it started before the label was set, or while the injector did not answer`,
    ],
    [
      'the policy of the injector is not known',
      [label, rawInjector('1-30-3', 'prod'), rawPod()],
      asked,
    ],
    [
      'the host network',
      [label, injector('Fail'), rawPod({ spec: { hostNetwork: true } })],
      'the pod uses the host network, which the injector skips',
    ],
    [
      'the pod opts out',
      [
        label,
        injector('Fail'),
        rawPod({ annotations: { 'sidecar.istio.io/inject': 'false' } }),
      ],
      'the pod opts out with sidecar.istio.io/inject=false',
    ],
    [
      'the namespace switches injection off',
      [
        rawNamespace('shop', { 'istio-injection': 'disabled' }),
        injector('Fail'),
        rawPod(),
      ],
      'Namespace shop: label istio-injection=disabled',
    ],
    [
      'nothing asks',
      [rawNamespace('shop'), injector('Fail'), rawPod()],
      'Namespace shop: no label istio.io/rev',
    ],
    [
      'the tag is gone',
      [rawNamespace('shop', { 'istio.io/rev': 'gone' }), rawPod()],
      'namespace label istio.io/rev asks for gone, and no injector answers to it',
    ],
  ])('%s', (_, raw, summary) => {
    const found = dataPlane([rawIstiod('1-30-3', '1.30.3'), ...raw]);
    expect(found).toMatchObject({ mode: 'none', why: { summary } });
  });

  it.each([
    'kube-system',
    'kube-public',
    'kube-node-lease',
    'local-path-storage',
  ])('the injector skips %s', namespace => {
    const found = dataPlane([
      rawNamespace(namespace, { 'istio.io/rev': 'prod' }),
      injector('Fail'),
      rawPod({ namespace }),
    ]);
    expect(found.why.summary).toBe(`the injector skips namespace ${namespace}`);
  });
});

describe('ambient', () => {
  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['by the namespace', { [MODE]: 'ambient' }, {}, 'namespace'],
    ['by the pod', {}, { [MODE]: 'ambient' }, 'pod'],
    [
      'by the namespace, whatever else than none the pod says',
      { [MODE]: 'ambient' },
      { [MODE]: 'other' },
      'namespace',
    ],
  ])('is asked for %s', (_, namespace, labels, place) => {
    const found = dataPlane([
      ...mesh(rawNamespace('shop', namespace)),
      ...agents(),
      captured({ labels }),
    ]);
    expect(found).toMatchObject({
      mode: 'ambient',
      tone: 'ok',
      why: {
        summary: `captured by ztunnel, from ${place} label istio.io/dataplane-mode`,
      },
    });
  });

  it.each<[string, unknown[], Record<string, DataState>, string]>([
    ['ztunnel is not there', [], {}, 'no DaemonSet ztunnel is found'],
    [
      'ztunnel is not ready everywhere',
      [rawNodeAgent('ztunnel', { ready: 1 }), rawNodeAgent('cni')],
      {},
      'ztunnel is ready on 1 of 3 nodes',
    ],
    [
      'the CNI agent is not there',
      [rawNodeAgent('ztunnel')],
      {},
      'no DaemonSet istio-cni-node is found',
    ],
    [
      'the CNI agent is not ready everywhere',
      [rawNodeAgent('ztunnel'), rawNodeAgent('cni', { ready: 2 })],
      {},
      'the CNI agent is ready on 2 of 3 nodes',
    ],
    [
      'both are well',
      agents(),
      {},
      'the CNI agent of their node has not redirected them',
    ],
    [
      'DaemonSets may not be read',
      [],
      { 'daemonsets.apps': 'forbidden' },
      'the pods are not redirected; DaemonSets are forbidden, so whether ztunnel runs is not known',
    ],
  ])('is asked for and missing while %s', (_, more, states, why) => {
    const raw = [...mesh(ambientNamespace()), ...more, rawPod()];
    expect(dataPlane(raw, states)).toMatchObject({
      mode: 'none',
      tone: 'warning',
      why: {
        summary: `namespace label istio.io/dataplane-mode asks for ambient, but ${why}`,
      },
    });
  });

  it.each<[string, Parameters<typeof rawPod>[0], string]>([
    [
      'the pod opts out',
      { labels: { [MODE]: 'none' } },
      'the pod opts out with istio.io/dataplane-mode=none',
    ],
    [
      'the host network cannot be captured',
      { spec: { hostNetwork: true } },
      'the pod uses the host network, which ambient cannot capture',
    ],
  ])('is no matter where %s', (_, pod, summary) => {
    const raw = [...mesh(ambientNamespace()), ...agents(), rawPod(pod)];
    expect(dataPlane(raw)).toMatchObject({
      mode: 'none',
      tone: 'neutral',
      why: { summary },
    });
  });

  it('gives way to a sidecar', () => {
    const raw = [
      ...mesh(ambientNamespace({ 'istio.io/rev': 'prod' })),
      ...agents(),
      rawPod({ proxy: {} }),
    ];
    expect(dataPlane(raw)).toMatchObject({ mode: 'sidecar', tone: 'ok' });
    const { revision, dataPlane: found } = assessRawWorkload([
      ...raw.slice(0, -1),
      captured(),
      rawWorkload(),
    ]);
    // A new pod gets a sidecar, which ztunnel then leaves alone.
    expect(found.mode).toBe('ambient');
    expect(revision.verdict).toBe('not-injected');
  });

  it('is what a workload without pods will be', () => {
    const raw = [...mesh(ambientNamespace()), rawWorkload()];
    expect(dataPlane(raw)).toMatchObject({
      mode: 'ambient',
      why: {
        summary:
          'no pod runs; ztunnel captures a new one, from namespace label istio.io/dataplane-mode',
      },
    });
  });
});

describe('waypoints', () => {
  const using = { 'istio.io/use-waypoint': 'waypoint' };
  const service = (labels: Record<string, string> = {}, status?: unknown) => ({
    ...rawService({ labels }),
    ...(status !== undefined && { status }),
  });
  const bind = (
    raw: unknown[],
    namespace: Record<string, string> = using,
    states: Record<string, DataState> = {},
  ) =>
    dataPlane(
      [...mesh(ambientNamespace(namespace)), ...agents(), captured(), ...raw],
      states,
    );
  const all = { labels: { 'istio.io/waypoint-for': 'all' } };

  const cases: Array<
    [string, string, string, unknown[], Record<string, string>?]
  > = [
    [
      'bound',
      'the namespace names it, for its Services',
      'Service cart: bound to waypoint shop/waypoint',
      [rawWaypoint(), service()],
    ],
    [
      'bound',
      'the workload names it itself',
      'bound to waypoint shop/waypoint',
      [
        rawWaypoint(all),
        captured({
          name: 'cart-2',
          createdAt: '2026-01-02T00:00:00Z',
          labels: using,
        }),
      ],
      {},
    ],
    [
      'missing',
      'there is no such Gateway',
      'Service cart: Gateway shop/waypoint does not exist',
      [service()],
    ],
    [
      'missing',
      'another namespace is named',
      'Service cart: Gateway infra/waypoint does not exist',
      [
        rawWaypoint(),
        service({ ...using, 'istio.io/use-waypoint-namespace': 'infra' }),
      ],
      {},
    ],
    [
      'wrong-type',
      'it is an ingress gateway',
      'Service cart: Gateway shop/waypoint of class istio is no waypoint',
      [rawWaypoint({ className: 'istio' }), service()],
    ],
    [
      'wrong-type',
      'it takes workload traffic only',
      'Service cart: waypoint shop/waypoint is for workload, not for service traffic',
      [
        rawWaypoint({ labels: { 'istio.io/waypoint-for': 'workload' } }),
        service(),
      ],
    ],
    [
      'wrong-type',
      'it takes nothing',
      'Service cart: waypoint shop/waypoint is for none, not for service traffic',
      [rawWaypoint({ labels: { 'istio.io/waypoint-for': 'none' } }), service()],
    ],
    [
      'not-ready',
      'it has no address yet',
      'Service cart: waypoint shop/waypoint has no address: no pods',
      [
        rawWaypoint({
          status: {
            conditions: [
              { type: 'Programmed', status: 'False', message: 'no pods' },
            ],
          },
        }),
        service(),
      ],
    ],
    [
      'not-ready',
      'none of its pods is ready',
      'Service cart: waypoint shop/waypoint: no pod of it is ready, so traffic through it fails',
      [
        rawWaypoint(),
        service(),
        {
          ...rawWorkload({ name: 'waypoint' }),
          kind: 'Deployment',
          status: { readyReplicas: 0 },
        },
      ],
    ],
    [
      'not-ready',
      'istiod refuses for a reason of its own',
      'Service cart: istiod: canary waypoint has an invalid weight',
      [
        rawWaypoint(),
        service(
          {},
          {
            conditions: [
              {
                type: 'istio.io/WaypointBound',
                status: 'False',
                reason: 'CanaryInvalidWeight',
                message: 'canary waypoint has an invalid weight',
              },
            ],
          },
        ),
      ],
    ],
    [
      'denied',
      'it is for its own namespace only',
      'Service cart: waypoint infra/waypoint lets no object of namespace shop in',
      [
        rawWaypoint({ namespace: 'infra' }),
        service({ ...using, 'istio.io/use-waypoint-namespace': 'infra' }),
      ],
    ],
    [
      'bound',
      'it lets every namespace in',
      'Service cart: bound to waypoint infra/waypoint',
      [
        rawWaypoint({
          namespace: 'infra',
          allowedRoutes: { namespaces: { from: 'All' } },
        }),
        service({ ...using, 'istio.io/use-waypoint-namespace': 'infra' }),
      ],
      {},
    ],
    [
      'bound',
      'its selector takes the namespace',
      'Service cart: bound to waypoint infra/waypoint',
      [
        rawWaypoint({
          namespace: 'infra',
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: { matchLabels: { [MODE]: 'ambient' } },
            },
          },
        }),
        service({ ...using, 'istio.io/use-waypoint-namespace': 'infra' }),
      ],
      {},
    ],
  ];
  const rows = cases.map(([state, what, reason, raw, namespace = using]) => ({
    state,
    what,
    reason,
    raw,
    namespace,
  }));

  it.each(rows)('$state: $what', ({ state, reason, raw, namespace }) => {
    expect(bind(raw, namespace).waypoint).toMatchObject({ state, reason });
  });

  it('says nothing of a waypoint that the object opts out of, or nobody names', () => {
    const out = service({ 'istio.io/use-waypoint': 'none' });
    expect(bind([rawWaypoint(), out]).waypoint).toBeUndefined();
    expect(bind([rawWaypoint(), service()], {}).waypoint).toBeUndefined();
  });

  it('does not hold it against a workload that the waypoint of its namespace is for Services', () => {
    expect(bind([rawWaypoint()]).waypoint).toBeUndefined();
    const own = captured({
      name: 'cart-2',
      createdAt: '2026-01-02T00:00:00Z',
      labels: using,
    });
    expect(bind([rawWaypoint(), own]).waypoint?.state).toBe('wrong-type');
  });

  it('tells the worst of several', () => {
    const lost = rawService({
      name: 'lost',
      labels: { 'istio.io/use-waypoint': 'gone' },
    });
    const found = bind([rawWaypoint(), service(), lost]);
    expect(found.waypoint).toMatchObject({
      ref: { name: 'gone' },
      state: 'missing',
    });
    expect(found).toMatchObject({
      tone: 'error',
      action: {
        command: 'istioctl waypoint apply -n shop --name gone',
      },
    });
  });

  it('is unknown while Gateways are forbidden', () => {
    const states = {
      'gateways.gateway.networking.k8s.io': 'forbidden',
    } as const;
    expect(bind([service()], using, states)).toMatchObject({
      tone: 'unknown',
      waypoint: {
        state: 'unknown',
        reason: 'Service cart: Gateways are forbidden',
      },
    });
  });
});

describe('of the data plane as a whole', () => {
  const world = [
    ...rawMesh(),
    ...agents(),
    rawWaypoint(),
    rawService(),
    rawWorkload(),
    rawPod({ proxy: {} }),
    rawPod({ name: 'cart-2' }),
    captured({ name: 'cart-3' }),
    rawPod({ name: 'cart-4', proxy: { kind: 'gateway' } }),
  ];

  it('does not depend on the order in which objects come', () => {
    const expected = dataPlane(world);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(world, { minLength: world.length }),
        raw => {
          expect(dataPlane(raw)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is not changed by a pod of another workload', () => {
    const before = assessRawWorkload(world);
    const after = assessRawWorkload([
      ...world,
      rawPod({ app: 'other', proxy: { version: '1.29.0' } }),
    ]);
    expect(after.dataPlane).toEqual(before.dataPlane);
    expect(after.revision).toEqual(before.revision);
    expect(after.supply).toEqual(before.supply);
  });
});
