import type { ChangeStatus } from '../api/facts';
import type { ClusterFreshness, DataState } from '../api/freshness';
import { NOW, keepRaw } from '../testing/assessRaw';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawRoute,
  rawService,
} from '../testing/rawObjects';
import { type EntityStatusInput, buildEntityStatus } from './buildEntityStatus';
import { entitySelector } from './entitySelector';

const STRICT = rawPeerAuthentication({ mtls: { mode: 'STRICT' } });
const CART = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawPod({ name: 'cart-2', proxy: {} }),
  rawService(),
  STRICT,
];
const EXPOSED = [
  ...CART,
  rawIssuer(),
  rawCertificate(),
  rawGateway([httpsServer('web.example.com')]),
  rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
];
const STALE_POD = rawPod({
  name: 'cart-3',
  proxy: { revision: '1-29-4', version: '1.29.4' },
});

function fresh(
  cluster: string,
  state: DataState = 'live',
  more: Partial<ClusterFreshness> = {},
): ClusterFreshness {
  return {
    cluster,
    state,
    since: '2026-01-31T00:00:00Z',
    istio: 'installed',
    certManager: 'installed',
    resources: [],
    ...more,
  };
}

const SELECTOR = entitySelector({
  'backstage.io/kubernetes-label-selector': 'app=cart',
  'backstage.io/kubernetes-namespace': 'shop',
});

function status(more: Partial<EntityStatusInput> = {}) {
  return buildEntityStatus({
    entityRef: 'component:default/cart',
    selector: SELECTOR,
    clusters: [fresh('eu-1')],
    assessments: [keepRaw(CART)],
    changes: [],
    now: NOW,
    ...more,
  });
}

/** Word, text and origin of each fact. */
function lines(more: Partial<EntityStatusInput> = {}) {
  return Object.fromEntries(
    status(more).facts.map(({ id, tone, word, text, origin }) => [
      id,
      `${tone}: ${word} | ${text} | ${origin}`,
    ]),
  );
}

const CHANGE: ChangeStatus = {
  id: 'c1',
  entityRef: 'component:default/cart',
  title: 'Expose cart',
  pullRequest: { number: 42, url: 'http://forge/42', state: 'open' },
  proposedAt: '2026-01-30T00:00:00Z',
  stage: 'proposed',
  tone: 'info',
  detail: 'waits for a review',
  objects: [],
};

describe('the five facts', () => {
  it('of a healthy workload that is not exposed', () => {
    expect(lines()).toEqual({
      sidecar:
        'ok: 1.30.3 | 2/2 pods | native sidecar, from namespace label istio.io/rev',
      revision: 'ok: Current | prod → 1-30-3 | proxy 1.30.3 in eu-1',
      mtls: 'ok: Strict | on every port | from namespace policy shop/default',
      certificates:
        'neutral: Not exposed | no host leads here | no certificate is needed',
      changes: 'ok: No findings | no open change | nothing muted',
    });
    expect(status().leading).toBeUndefined();
  });

  it('of an exposed one', () => {
    expect(lines({ assessments: [keepRaw(EXPOSED)] }).certificates).toBe(
      'ok: Healthy | exposed at https://web.example.com | renews in 29 d, from istio-ingress/web-tls',
    );
  });

  it('of two clusters, one of which needs a restart', () => {
    const found = lines({
      clusters: [fresh('eu-1'), fresh('eu-2')],
      assessments: [
        keepRaw(CART),
        keepRaw([...CART, STALE_POD], { cluster: 'eu-2' }),
      ],
    });
    expect(found.sidecar).toBe(
      'warning: 1.30.3, 1.29.4 | 4 + 1 of 5 pods | native sidecar, from namespace label istio.io/rev',
    );
    expect(found.revision).toBe(
      'warning: Restart needed | 1 of 5 pods | prod → 1-30-3, still on 1-29-4 in eu-2',
    );
  });

  it('of a permissive port', () => {
    const policy = rawPeerAuthentication(
      {
        selector: { matchLabels: { app: 'cart' } },
        mtls: { mode: 'STRICT' },
        portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
      },
      { name: 'cart' },
    );
    const ports = rawService({ ports: [{ port: 8080 }, { port: 9090 }] });
    const found = lines({ assessments: [keepRaw([...CART, ports, policy])] });
    expect(found.mtls).toBe(
      'warning: Permissive | on 8080 | from policy shop/cart',
    );
  });

  it('of an overdue certificate, which leads by its deadline', () => {
    const now = new Date('2026-03-04T01:00:00Z');
    const input = {
      now,
      assessments: [keepRaw([...EXPOSED, STALE_POD], { now })],
    };
    expect(lines(input).certificates).toBe(
      'warning: Overdue 2 d | web.example.com | cert-manager has not started to renew web-tls',
    );
    expect(status(input).leading).toBe('certificates');
  });

  it('of a host that leads nowhere although its certificate is well', () => {
    const unready = [
      rawPod({ proxy: {}, ready: false }),
      rawPod({ name: 'cart-2', proxy: {}, ready: false }),
    ];
    const raw = [...EXPOSED, ...unready];
    expect(lines({ assessments: [keepRaw(raw)] }).certificates).toBe(
      'error: Not reachable | web.example.com | No pod of Service shop/cart is ready',
    );
  });

  it('of a finding', () => {
    const dead = rawRoute('cart', 'cart-v2', { name: 'cart' });
    expect(lines({ assessments: [keepRaw([...CART, dead])] }).changes).toBe(
      'error: 1 error | IST0101, host not found | VirtualService shop/cart',
    );
  });

  it.each<[Partial<ChangeStatus>, string]>([
    [{}, 'info: No findings | PR #42 awaits review | waits for a review'],
    [
      {
        stage: 'synced',
        tone: 'warning',
        detail: 'the certificate is not issued',
      },
      'warning: No findings | PR #42 synced, not effective yet | the certificate is not issued',
    ],
    [
      { stage: 'effective', tone: 'ok', effectiveAt: '2025-11-09T00:00:00Z' },
      'ok: No findings | nothing muted | last change PR #42, effective since 9 Nov',
    ],
    [{ stage: 'closed' }, 'ok: No findings | no open change | nothing muted'],
  ])('of a change %j', (change, line) => {
    expect(lines({ changes: [{ ...CHANGE, ...change }] }).changes).toBe(line);
  });

  it('say who decided', () => {
    const facts = status({ assessments: [keepRaw(EXPOSED)] }).facts;
    expect(facts.map(({ decidedBy }) => decidedBy?.ref.name)).toEqual([
      'shop',
      'shop',
      'default',
      'web-tls',
      undefined,
    ]);
  });
});

describe('the entity in the mesh', () => {
  it.each([
    ['no-annotation', { selector: undefined }],
    ['no-workload', { selector: { labelSelector: 'app=none' } }],
    [
      'no-workload',
      { selector: { labelSelector: 'app=cart', namespaces: ['x'] } },
    ],
    ['in-mesh', { selector: { labelSelector: 'app=cart' } }],
    [
      'not-in-mesh',
      {
        assessments: [keepRaw([...rawMesh(), rawNamespace('shop'), rawPod()])],
      },
    ],
    ['unknown', { assessments: [], clusters: [fresh('eu-1', 'unreachable')] }],
    ['unknown', { selector: { labelSelector: 'app=cart', cluster: 'ap-1' } }],
    [
      'not-installed',
      {
        clusters: [fresh('eu-1', 'live', { istio: 'not-installed' as const })],
      },
    ],
  ])('%s', (state, more) => {
    const found = status(more);
    expect(found.state).toBe(state);
    expect(found.facts).toHaveLength(state === 'in-mesh' ? 5 : 0);
  });

  it('says what was tried and what is nearest', () => {
    const found = status({
      selector: { labelSelector: 'app=car', namespaces: ['shop'] },
    });
    expect(found.selection).toMatchObject({
      selector: 'app=car in namespace shop',
      clusters: [{ cluster: 'eu-1', podsSeen: 2, podsMatched: 0 }],
      nearest: { cluster: 'eu-1', ref: { name: 'cart' }, selector: 'app=cart' },
    });
  });

  it('finds a workload by the name of an entity without annotations', () => {
    expect(status({ selector: undefined }).selection?.nearest).toMatchObject({
      ref: { name: 'cart' },
      selector: 'app=cart',
    });
  });

  it('goes by kubernetes-id where there is no label selector', () => {
    const labels = { 'backstage.io/kubernetes-id': 'cart' };
    const selector = entitySelector({ 'backstage.io/kubernetes-id': 'cart' });
    const raw = [...rawMesh(), rawPod({ app: 'c', labels, proxy: {} })];
    expect(status({ selector, assessments: [keepRaw(raw)] }).state).toBe(
      'in-mesh',
    );
  });
});

describe('what the facts rest on', () => {
  const facts = (more: Partial<EntityStatusInput>) =>
    status(more).facts.map(({ stale, lowerBound }) => ({ stale, lowerBound }));

  it('is complete when every cluster is live', () => {
    expect(new Set(facts({}).map(one => JSON.stringify(one)))).toEqual(
      new Set(['{"stale":false,"lowerBound":false}']),
    );
  });

  it('is a lower bound while nothing is known of a cluster', () => {
    const found = status({
      clusters: [fresh('eu-1'), fresh('ap-1', 'unreachable')],
    });
    expect(found.facts.every(({ lowerBound }) => lowerBound)).toBe(true);
    expect(found.clusters.map(({ cluster }) => cluster)).toEqual([
      'eu-1',
      'ap-1',
    ]);
  });

  it('is not, when the cluster is known to hold nothing', () => {
    const found = status({
      clusters: [fresh('eu-1'), fresh('eu-2')],
      assessments: [keepRaw(CART), keepRaw([], { cluster: 'eu-2' })],
    });
    expect(found.clusters.map(({ cluster }) => cluster)).toEqual(['eu-1']);
    expect(found.clustersWithNothing).toBe(1);
    expect(found.facts.some(({ lowerBound }) => lowerBound)).toBe(false);
  });

  it('is last known when the cluster no longer answers', () => {
    expect(
      facts({ clusters: [fresh('eu-1', 'unreachable')] }).every(
        ({ stale }) => stale,
      ),
    ).toBe(true);
  });

  it('is stale for just the facts whose types are', () => {
    const resources = (state: DataState) => [
      { resource: 'pods', state, since: '' },
      { resource: 'peerauthentications.security.istio.io', state, since: '' },
    ];
    const others = [
      'certificates.cert-manager.io',
      'services',
      'gateways.networking.istio.io',
    ].map(resource => ({ resource, state: 'live' as const, since: '' }));
    const clusters = [
      fresh('eu-1', 'stale', { resources: [...resources('stale'), ...others] }),
    ];
    expect(facts({ clusters }).map(({ stale }) => stale)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
