import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw, workloadOf } from '../../testing/assessRaw';
import { rawNetworkPolicy } from '../../testing/raw/security';
import {
  httpsServer,
  rawGateway,
  rawIngressGateway,
  rawMesh,
  rawNamespace,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';
import { admits, peerChance } from './networkRules';
import { blockContains } from './cidr';

const HOST = 'web.example.com';
const EXPOSED = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawGateway([httpsServer(HOST)]),
  rawRoute(HOST, 'cart', { gateways: ['web'] }),
  rawService({ ports: [{ port: 8080, targetPort: 'http' }] }),
];

const answer = recordAnswers(__filename);

function factsOf(
  raw: unknown[],
  pod: unknown = rawPod({ proxy: {} }),
  states = {},
) {
  return answer(
    workloadOf(assessRaw([...EXPOSED, pod, ...raw], { states })).network,
  );
}

/** `what port: allowed` of each need. */
function needs(raw: unknown[], pod?: unknown) {
  return factsOf(raw, pod)?.needs.map(
    ({ what, port, allowed }) => `${what} ${port ?? 'any'}: ${allowed}`,
  );
}

const DENY = rawNetworkPolicy();

function opening(ports: unknown[] | undefined, from?: unknown[]) {
  return rawNetworkPolicy(
    { ingress: [{ ...(ports && { ports }), ...(from && { from }) }] },
    { name: 'open' },
  );
}

const EDGE = {
  namespaceSelector: {
    matchLabels: { 'kubernetes.io/metadata.name': 'istio-ingress' },
  },
  podSelector: { matchLabels: { istio: 'ingressgateway' } },
};

describe('NetworkPolicies of a workload', () => {
  it('are none: anyone may connect', () => {
    expect(factsOf([])).toMatchObject({ defaultDeny: 'no', tone: 'neutral' });
    expect(needs([])).toEqual([
      'ingress-gateway 8080: yes',
      'metrics 15020: yes',
      'metrics 15090: yes',
    ]);
  });

  const gateways: Array<[string, string, unknown[]]> = [
    ['no', 'nothing let in', [DENY]],
    [
      'yes',
      'the gateway pods let in',
      [DENY, opening([{ port: 8080 }], [EDGE])],
    ],
    ['yes', 'everything let in', [DENY, opening(undefined)]],
    ['yes', 'the port by name', [DENY, opening([{ port: 'http' }], [EDGE])]],
    [
      'yes',
      'a range of ports',
      [DENY, opening([{ port: 8000, endPort: 8100 }])],
    ],
    [
      'no',
      'a range that ends before',
      [DENY, opening([{ port: 8000, endPort: 8079 }])],
    ],
    ['no', 'another port', [DENY, opening([{ port: 81 }], [EDGE])]],
    ['no', 'another name', [DENY, opening([{ port: 'grpc' }], [EDGE])]],
    ['no', 'UDP', [DENY, opening([{ port: 8080, protocol: 'UDP' }])]],
    [
      'no',
      'pods of its own namespace only',
      [DENY, opening([{ port: 8080 }], [{ podSelector: {} }])],
    ],
    [
      'yes',
      'every namespace',
      [DENY, opening([{ port: 8080 }], [{ namespaceSelector: {} }])],
    ],
    [
      'no',
      'other pods of the namespace of the gateway',
      [
        DENY,
        opening(
          [{ port: 8080 }],
          [{ ...EDGE, podSelector: { matchLabels: { istio: 'egress' } } }],
        ),
      ],
    ],
    [
      'unknown',
      'a block that may hold the gateway pods',
      [DENY, opening([{ port: 8080 }], [{ ipBlock: { cidr: '10.0.0.0/8' } }])],
    ],
    [
      'yes',
      'any address',
      [DENY, opening([{ port: 8080 }], [{ ipBlock: { cidr: '0.0.0.0/0' } }])],
    ],
    [
      'unknown',
      'rules that cannot be read',
      [rawNetworkPolicy({ ingress: 'all' })],
    ],
    [
      'yes',
      'a policy for other pods',
      [rawNetworkPolicy({ podSelector: { matchLabels: { app: 'other' } } })],
    ],
    [
      'yes',
      'a policy on egress',
      [rawNetworkPolicy({ policyTypes: ['Egress'] })],
    ],
    [
      'no',
      'a policy without types',
      [rawNetworkPolicy({ policyTypes: undefined })],
    ],
  ];
  it.each(gateways)('let the gateway in: %s with %s', (allowed, _what, raw) => {
    expect(needs(raw)).toContain(`ingress-gateway 8080: ${allowed}`);
  });

  it('say what to open for whom', () => {
    expect(factsOf([DENY])).toMatchObject({
      defaultDeny: 'yes',
      tone: 'error',
      why: {
        summary:
          'NetworkPolicy deny-by-default selects the pods: only what a rule names gets in; shut out: Gateway pods of istio-ingress/istio-ingressgateway may not reach port 8080',
      },
      action: { title: 'Let the ingress gateway in' },
    });
  });

  it('ask nothing of gateways that do not route to the workload', () => {
    const [, ...rest] = needs([
      DENY,
      rawRoute(HOST, 'other', { gateways: ['web'] }),
    ]) ?? [''];
    expect(rest.join()).not.toContain('ingress-gateway');
  });

  it('let a Prometheus in that is found, by its own labels', () => {
    const scraper = [
      rawNamespace('monitoring'),
      rawPod({ name: 'prom', app: 'prometheus', namespace: 'monitoring' }),
    ];
    const metrics = (name: string) =>
      opening(
        [{ port: 15020 }, { port: 'http-envoy-prom' }],
        [
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': name },
            },
          },
        ],
      );
    expect(needs([DENY, ...scraper, metrics('monitoring')])).toEqual(
      expect.arrayContaining(['metrics 15020: yes', 'metrics 15090: yes']),
    );
    expect(needs([DENY, ...scraper, metrics('other')])).toContain(
      'metrics 15020: no',
    );
    // Without one, any other namespace is taken for it.
    expect(needs([DENY, metrics('other')])).toContain('metrics 15020: yes');
  });

  it('are not told apart for pods on the network of their node', () => {
    const pod = rawPod({ proxy: {}, spec: { hostNetwork: true } });
    expect(factsOf([DENY], pod)).toMatchObject({
      defaultDeny: 'unknown',
      needs: [],
    });
  });

  it('are absent while they cannot be read', () => {
    expect(
      factsOf([], undefined, {
        'networkpolicies.networking.k8s.io': 'forbidden',
      }),
    ).toBeUndefined();
  });
});

describe('NetworkPolicies in ambient', () => {
  const pod = rawPod({
    annotations: { 'ambient.istio.io/redirection': 'enabled' },
    spec: {
      containers: [
        {
          name: 'main',
          ports: [{ name: 'http', containerPort: 8080 }],
          readinessProbe: { httpGet: { port: 8080 } },
        },
      ],
    },
  });
  const probes = { ipBlock: { cidr: '169.254.7.127/32' } };
  it.each([
    [[], 'yes', 'yes', 'yes'],
    [[DENY], 'no', 'no', 'no'],
    [[DENY, opening([{ port: 8080 }], [EDGE])], 'no', 'no', 'no'],
    [
      [DENY, opening([{ port: 8080 }, { port: 15008 }], [EDGE])],
      'yes',
      'yes',
      'no',
    ],
    [
      [
        DENY,
        opening([{ port: 8080 }, { port: 15008 }], [EDGE]),
        rawNetworkPolicy({ ingress: [{ from: [probes] }] }, { name: 'probes' }),
      ],
      'yes',
      'yes',
      'yes',
    ],
  ])('%#: gateway %s, hbone %s, probes %s', (raw, gateway, hbone, probe) => {
    expect(needs(raw, pod)).toEqual([
      `ingress-gateway 15008: ${gateway}`,
      `hbone 15008: ${hbone}`,
      `probes any: ${probe}`,
    ]);
  });
});

describe('NetworkPolicies on istiod', () => {
  const ROOT = { namespace: 'istio-system' };
  function istiod(raw: unknown[]) {
    const assessment = assessRaw([
      ...EXPOSED,
      rawPod({ proxy: {} }),
      rawPod({ app: 'istiod', namespace: 'istio-system', name: 'istiod-1' }),
      ...raw,
    ]);
    return workloadOf(assessment, 'istiod').network?.needs.map(
      ({ what, allowed }) => `${what}: ${allowed}`,
    );
  }
  const from = (peer: unknown) =>
    rawNetworkPolicy({ ingress: [{ from: [peer] }] }, { ...ROOT, name: 'in' });
  it.each([
    [[], ['webhook: yes', 'xds: yes']],
    [[rawNetworkPolicy({}, ROOT)], ['webhook: no', 'xds: no']],
    [[from({ namespaceSelector: {} })], ['webhook: no', 'xds: yes']],
    [
      [from({ ipBlock: { cidr: '10.0.0.0/8' } })],
      ['webhook: unknown', 'xds: unknown'],
    ],
    [
      [from({ namespaceSelector: { matchLabels: { a: 'b' } } })],
      ['webhook: no', 'xds: no'],
    ],
  ])('%#: %j', (raw, expected) => {
    expect(istiod(raw)).toEqual(expected);
  });
});

describe('peers and blocks', () => {
  it.each([
    ['169.254.7.127/32', true],
    ['169.254.0.0/16', true],
    ['0.0.0.0/0', true],
    ['169.254.7.128/25', false],
    ['fe80::/10', false],
    ['169.254.7.127', false],
    ['169.254.7/24', false],
    ['999.254.7.127/0', false],
    ['169.254.7.127/33', false],
    ['169.254.7.127/32/1', false],
    ['', false],
  ])('%s contains the address: %s', (cidr, inside) => {
    expect(blockContains(cidr, '169.254.7.127')).toBe(inside);
  });

  it('leave out what a block excepts', () => {
    const block = { cidr: '169.254.0.0/16', except: ['169.254.7.0/24'] };
    const source = { kind: 'address', address: '169.254.7.127' } as const;
    expect(peerChance({ block }, source, 'shop')).toBe('never');
  });

  it('stand for no one when empty, as nothing isolates for everyone', () => {
    const source = {
      kind: 'pod',
      namespace: 'shop',
      namespaceLabels: {},
      labels: {},
    } as const;
    expect(peerChance({}, source, 'shop')).toBe('never');
    expect(admits([], source, { port: 1 })).toEqual({ allowed: 'yes', by: [] });
  });
});
