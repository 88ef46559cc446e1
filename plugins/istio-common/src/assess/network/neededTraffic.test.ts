import { recordAnswers } from '@meshwright/test-kit';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
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

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const HOST = 'web.example.com';
const MESH = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawGateway([httpsServer(HOST)]),
  rawRoute(HOST, 'cart', { gateways: ['web'] }),
  rawService({ ports: [{ port: 8080, targetPort: 'http' }] }),
];

/** `what port: allowed by` of each need. */
function needs(raw: unknown[], name = 'cart') {
  const { network } = assessRawWorkload([...MESH, ...raw], { name });
  return answer(network)?.needs.map(
    ({ what, port, allowed, by }) =>
      `${what} ${port ?? 'any'}: ${allowed} by ${
        by.map(one => one.name).join() || 'none'
      }`,
  );
}

function policy(name: string, ...ingress: unknown[]) {
  return rawNetworkPolicy({ ingress }, { name });
}

const DENY = rawNetworkPolicy();
const BROKEN = rawNetworkPolicy({ ingress: 'all' }, { name: 'broken' });

function namespaces(name: string): Json {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  };
}

const EDGE = namespaces('istio-ingress');

function ambientPod(ports: Json[], probed = false) {
  return rawPod({
    annotations: { 'ambient.istio.io/redirection': 'enabled' },
    spec: {
      containers: [
        {
          name: 'main',
          ports,
          ...(probed && { readinessProbe: { httpGet: { port: 8080 } } }),
        },
      ],
    },
  });
}

describe('traffic through port 15008 into pods in ambient', () => {
  const pod = ambientPod([
    { name: 'http', containerPort: 8080 },
    { name: 'admin', containerPort: 9000 },
  ]);
  const hbone = { port: 15008 };
  const http = { port: 8080 };
  it.each<[string, string, unknown[]]>([
    [
      'is let in by a rule for that port alone',
      'yes by none',
      [DENY, policy('tunnel', { ports: [hbone], from: [EDGE] })],
    ],
    [
      'is let in by a policy of its own for the same peers',
      'yes by none',
      [
        policy('app', { ports: [http], from: [EDGE, namespaces('shop')] }),
        policy(
          'tunnel',
          { ports: [hbone], from: [namespaces('shop')] },
          { ports: [hbone], from: [EDGE] },
        ),
      ],
    ],
    [
      'is cut for peers that may reach a port but not that one',
      'no by app',
      [
        DENY,
        policy('app', { ports: [http], from: [EDGE, namespaces('shop')] }),
        policy('tunnel', { ports: [hbone], from: [EDGE] }),
      ],
    ],
    [
      'is cut for everyone where only some have it',
      'no by app',
      [
        policy('app', { ports: [http] }),
        policy('tunnel', { ports: [hbone], from: [EDGE] }),
      ],
    ],
    [
      'is let in for everyone by one rule without peers',
      'yes by none',
      [
        policy('app', { ports: [{ port: 'admin' }], from: [EDGE] }),
        policy('tunnel', { ports: [hbone] }),
      ],
    ],
    [
      'is let in for everyone whatever another policy may say',
      'yes by none',
      [BROKEN, policy('tunnel', { ports: [hbone] })],
    ],
    [
      'is not known for policies that cannot be read',
      'unknown by broken',
      [BROKEN, policy('tunnel', { ports: [hbone], from: [EDGE] })],
    ],
    [
      'is cut where rules open other ports only',
      'no by deny-by-default,metrics',
      [DENY, policy('metrics', { ports: [{ port: 15020 }] })],
    ],
    [
      'names each policy that leaves it out once',
      'no by a,b',
      [
        policy(
          'b',
          { ports: [http], from: [EDGE] },
          { ports: [http], from: [namespaces('shop')] },
        ),
        policy('a', { ports: [{ port: 9000 }], from: [EDGE] }),
        policy('c', { from: [namespaces('ops')] }),
      ],
    ],
  ])('%s', (_what, expected, raw) => {
    expect(needs([pod, ...raw])).toContain(`hbone 15008: ${expected}`);
  });
});

describe('probes of pods in ambient', () => {
  const SOURCE = { ipBlock: { cidr: '169.254.7.127/32' } };
  const two = ambientPod(
    [
      { name: 'http', containerPort: 8080 },
      { name: 'admin', containerPort: 9000 },
    ],
    true,
  );
  it.each<[string, string, unknown, unknown[]]>([
    [
      'get in to every port',
      'yes by open',
      two,
      [DENY, policy('open', { from: [SOURCE] })],
    ],
    [
      'may get in where one port is open: which is probed is not kept',
      'unknown by open',
      two,
      [DENY, policy('open', { ports: [{ port: 9000 }], from: [SOURCE] })],
    ],
    [
      'may get in where the first port is open',
      'unknown by open',
      two,
      [DENY, policy('open', { ports: [{ port: 8080 }], from: [SOURCE] })],
    ],
    [
      'do not get in where another port is open',
      'no by deny-by-default,open',
      two,
      [DENY, policy('open', { ports: [{ port: 81 }], from: [SOURCE] })],
    ],
    ['are not known to get in', 'unknown by broken', two, [DENY, BROKEN]],
    [
      'get in to pods that declare no port',
      'yes by open',
      ambientPod([], true),
      [DENY, policy('open', { from: [SOURCE] })],
    ],
    [
      'do not get in to pods that declare no port',
      'no by deny-by-default',
      ambientPod([], true),
      [DENY],
    ],
  ])('%s', (_what, expected, pod, raw) => {
    expect(needs([pod, ...raw])).toContain(`probes any: ${expected}`);
  });

  it('are not asked of pods without probes, nor of pods with a sidecar', () => {
    const ambient = ambientPod([{ containerPort: 8080 }]);
    expect(needs([ambient, DENY])?.join()).not.toContain('probes');
    expect(needs([rawPod({ proxy: {} }), DENY])?.join()).not.toMatch(
      /probes|hbone/,
    );
  });

  it('are asked when one of the pods has them', () => {
    const ports = [{ name: 'http', containerPort: 8080 }];
    const older = {
      ...ambientPod(ports, true),
      metadata: { ...ambientPod(ports).metadata, name: 'cart-0' },
    };
    expect(needs([ambientPod(ports), older, DENY])).toContain(
      'probes any: no by deny-by-default',
    );
  });
});

describe('metrics of the proxy', () => {
  const prom = (namespace: string, name: string, labels: Json = {}) =>
    rawPod({ app: name, namespace, name: `${name}-0`, labels });
  const scrapers = [
    rawNamespace('monitoring'),
    rawNamespace('audit'),
    prom('monitoring', 'prometheus'),
    prom('audit', 'agent', { 'app.kubernetes.io/name': 'prometheus' }),
    prom('audit', 'prometheus-adapter'),
  ];
  const open = (name: string) =>
    policy(
      `open-${name}`,
      { ports: [{ port: 15090 }], from: [namespaces(name)] },
      { ports: [{ port: 8080 }] },
    );

  it('are scraped by every Prometheus only if each may connect', () => {
    const pod = rawPod({ proxy: {} });
    expect(needs([pod, ...scrapers, DENY, open('monitoring')])).toEqual([
      'ingress-gateway 8080: yes by open-monitoring',
      'metrics 15020: no by deny-by-default,open-monitoring',
      'metrics 15090: no by deny-by-default,open-monitoring',
    ]);
    const both = [DENY, open('monitoring'), open('audit')];
    expect(needs([pod, ...scrapers, ...both])).toContain(
      'metrics 15090: yes by open-audit',
    );
    expect(needs([pod, ...scrapers, ...both, BROKEN])).toContain(
      'metrics 15020: unknown by broken',
    );
  });

  it('names three of many Prometheus', () => {
    const more = ['a', 'b', 'c', 'd'].map(name =>
      prom('monitoring', name, { app: 'prometheus' }),
    );
    expect(needs([rawPod({ proxy: {} }), ...more])).toContain(
      'metrics 15020: yes by none',
    );
  });

  it('are not there for pods without a proxy', () => {
    expect(needs([rawPod(), DENY])).toEqual([
      'ingress-gateway 8080: no by deny-by-default',
    ]);
  });

  it('are scraped from gateways too', () => {
    const deny = rawNetworkPolicy({}, { namespace: 'istio-ingress' });
    expect(needs([deny], 'istio-ingressgateway')).toEqual([
      'metrics 15020: no by deny-by-default',
      'metrics 15090: no by deny-by-default',
    ]);
  });
});

describe('traffic into istiod', () => {
  const ROOT = { namespace: 'istio-system' };
  const ISTIOD = rawPod({ app: 'istiod', name: 'istiod-1', ...ROOT });
  const into = (name: string, ...ingress: unknown[]) =>
    rawNetworkPolicy({ ingress }, { ...ROOT, name });
  const clients = [
    rawNamespace('team'),
    rawPod({ proxy: {} }),
    rawPod({ app: 'pay', proxy: {}, namespace: 'team' }),
    rawPod({ app: 'job', namespace: 'team' }),
  ];
  const deny = into('deny');
  const webhooks = { ports: [{ port: 15017 }] };
  it.each<[string, string[], unknown[]]>([
    [
      'is free where nothing isolates it',
      ['webhook 15017: yes by none', 'xds 15012: yes by none'],
      clients,
    ],
    [
      'is cut for gateways as for sidecars',
      ['webhook 15017: yes by open', 'xds 15012: no by deny,open'],
      [
        ...clients,
        deny,
        into('open', webhooks, {
          from: [namespaces('shop'), namespaces('team')],
        }),
      ],
    ],
    [
      'is cut for two workloads',
      ['webhook 15017: no by deny,open', 'xds 15012: no by deny,open'],
      [...clients, deny, into('open', { from: [namespaces('shop')] })],
    ],
    [
      'is not asked of pods without a proxy',
      ['webhook 15017: yes by open', 'xds 15012: yes by pods'],
      [
        ...clients,
        deny,
        into('open', webhooks),
        into('pods', {
          ports: [{ port: 15012 }],
          from: [namespaces('shop'), namespaces('team'), EDGE],
        }),
      ],
    ],
    [
      'is not known for the one that no rule names',
      ['webhook 15017: unknown by broken', 'xds 15012: unknown by broken'],
      [
        ...clients,
        deny,
        rawNetworkPolicy({ ingress: 1 }, { ...ROOT, name: 'broken' }),
        into('pods', { from: [namespaces('shop'), EDGE] }),
      ],
    ],
  ])('%s', (_what, expected, raw) => {
    const found = needs([ISTIOD, ...raw], 'istiod');
    expect(found).toEqual(expected);
  });

  it('needs nothing of proxies where there is none', () => {
    const { network } = assessRawWorkload([...rawMesh(), ISTIOD, deny], {
      name: 'istiod',
    });
    expect(answer(network)?.needs).toMatchObject([
      { what: 'webhook', allowed: 'no' },
      { what: 'xds', allowed: 'yes', by: [] },
    ]);
  });
});

describe('gateways that do not get in', () => {
  const second = rawPod({
    app: 'backup',
    namespace: 'istio-ingress',
    labels: { istio: 'ingressgateway' },
    proxy: { kind: 'gateway' },
  });
  const only = (app: string) =>
    policy('only', {
      from: [{ ...EDGE, podSelector: { matchLabels: { app } } }],
      ports: [{ port: 'http' }],
    });

  it('are named where others do', () => {
    const raw = [rawPod({ proxy: {} }), second, DENY];
    expect(needs([...raw, only('backup')])?.[0]).toBe(
      'ingress-gateway 8080: no by deny-by-default,only',
    );
    expect(needs([...raw, only('istio-ingressgateway')])?.[0]).toBe(
      'ingress-gateway 8080: no by deny-by-default,only',
    );
  });

  it('may get in to a port that only the number of a rule names', () => {
    const unnamed = rawPod({ proxy: {}, ports: [{ containerPort: 8080 }] });
    const service = rawService({ ports: [{ port: 8080, targetPort: 8080 }] });
    expect(
      needs([unnamed, service, DENY, only('istio-ingressgateway')])?.[0],
    ).toBe('ingress-gateway 8080: no by deny-by-default,only');
    const block = policy('block', {
      from: [{ ipBlock: { cidr: '10.0.0.0/8' } }],
      ports: [{ port: 8080 }],
    });
    expect(needs([unnamed, service, DENY, block])?.[0]).toBe(
      'ingress-gateway 8080: unknown by block',
    );
  });
});

describe('policies', () => {
  it('of many, three are named and twenty listed, in the order of their names', () => {
    const many = Array.from({ length: 25 }, (_, at) =>
      policy(`p${String(24 - at).padStart(2, '0')}`, {
        ports: [{ port: 81 }],
      }),
    );
    const other = rawNetworkPolicy(
      { podSelector: { matchLabels: { app: 'cart' } }, ingress: [{}, {}] },
      { name: 'two-rules' },
    );
    expect(needs([rawPod({ proxy: {} }), ...many])?.[0]).toBe(
      `ingress-gateway 8080: no by ${Array.from(
        { length: 10 },
        (_, at) => `p0${at}`,
      ).join()}`,
    );
    expect(needs([rawPod({ proxy: {} }), other, BROKEN])?.[0]).toBe(
      'ingress-gateway 8080: yes by two-rules',
    );
  });

  it('are not told while namespaces cannot be read, as selectors need their labels', () => {
    const { network } = assessRawWorkload([...MESH, rawPod({ proxy: {} })], {
      states: { namespaces: 'forbidden' },
    });
    expect(network).toBeUndefined();
  });
});
