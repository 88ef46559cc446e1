import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  EXTERNAL_HOST,
  rawEgressMesh,
  rawEgressParts,
} from '../../testing/raw/egress';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';
import { compareExposures } from './assessExposures';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

function judged(raw: readonly unknown[], states = {}) {
  const { exposures, certificates } = assessRaw(raw, { states });
  expect(exposures).toStrictEqual(JSON.parse(JSON.stringify(exposures)));
  return answer({ exposures, certificates });
}

const states = ({ exposures }: ReturnType<typeof judged>) =>
  exposures.map(one => `${one.url} ${one.gateway.name} ${one.state}`);

const BASE = [...rawMesh(), rawPod({ proxy: {} }), rawService(), rawIssuer()];

describe('Ingresses', () => {
  const path = (service: string, port: Json | undefined, more: Json = {}) => ({
    ...more,
    backend: { service: { name: service, ...(port && { port }) } },
  });
  const ingress = (name: string, spec: Json) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'shop' },
    spec,
  });

  const RAW = [
    ...BASE,
    rawCertificate({
      namespace: 'shop',
      name: 'wide',
      spec: { secretName: 'wide', dnsNames: ['*.example.com'] },
    }),
    ingress('many', {
      tls: [
        { hosts: ['*.example.com'], secretName: 'wide' },
        { hosts: ['own.example.org'] },
      ],
      defaultBackend: path('cart', { number: 8080 }).backend,
      rules: [
        {
          host: 'b.example.com',
          http: {
            paths: [
              path(
                'cart',
                { number: 8080 },
                { path: '/exact', pathType: 'Exact' },
              ),
              path('cart', { name: 'http' }, { path: '/', pathType: 'Prefix' }),
            ],
          },
        },
        {
          host: 'a.example.org',
          http: {
            paths: [
              path('gone', undefined, {
                path: '/x',
                pathType: 'ImplementationSpecific',
              }),
            ],
          },
        },
        {
          host: 'own.example.org',
          http: {
            paths: [path('cart', { number: 8080 }, { pathType: 'Prefix' })],
          },
        },
        {
          http: {
            paths: [
              path(
                'cart',
                { number: 8080 },
                { path: '/any', pathType: 'Prefix' },
              ),
            ],
          },
        },
      ],
    }),
    ingress('tls-for-all', {
      tls: [{ secretName: 'none-writes-it' }],
      rules: [
        {
          host: 'c.example.org',
          http: { paths: [path('cart', { number: 8080 })] },
        },
      ],
    }),
  ];

  it('expose each host once, with the certificate that is for it', () => {
    expect(states(judged(RAW))).toEqual([
      'http://* many exposed',
      'http://a.example.org many broken',
      'https://b.example.com many exposed',
      'https://c.example.org tls-for-all exposed',
      'https://own.example.org many exposed',
    ]);
  });
});

describe('certificates of hosts', () => {
  const gateway = (
    name: string,
    hosts: string[],
    secret = 'web-tls',
    more: Json = {},
  ) =>
    rawGateway([{ ...httpsServer(hosts[0], secret), hosts, ...more }], {
      name,
    });
  const routed = (host: string) =>
    rawRoute(host, 'cart', {
      name: host.replace('*', 'star'),
      gateways: ['web', 'two'],
    });
  const INGRESS = [...BASE, ...rawIngressGateway()];
  const issuing = {
    conditions: [{ type: 'Issuing', status: 'True' }],
    notAfter: undefined,
  };

  it.each<[string, unknown[], string[]]>([
    [
      'has expired',
      [
        rawCertificate({ status: { notAfter: '2026-01-31T23:59:59Z' } }),
        gateway('web', ['web.example.com']),
        routed('web.example.com'),
      ],
      ['https://web.example.com web broken'],
    ],
    [
      'is not issued, with the cause',
      [
        rawCertificate({
          spec: { issuerRef: { kind: 'ClusterIssuer', name: 'gone' } },
          status: {
            ...issuing,
            conditions: [{ type: 'Ready', status: 'False', reason: 'Pending' }],
          },
        }),
        gateway('web', ['web.example.com']),
        routed('web.example.com'),
      ],
      ['https://web.example.com web broken'],
    ],
    [
      'is taken for a wildcard host, whatever it names',
      [
        rawCertificate({ spec: { dnsNames: ['x.example.org'] } }),
        gateway('web', ['*.example.com']),
        routed('*.example.com'),
      ],
      ['https://*.example.com web exposed'],
    ],
    [
      'covers capitals',
      [
        rawCertificate({ spec: { dnsNames: ['*.Example.com'] } }),
        gateway('web', ['web.example.com']),
        routed('web.example.com'),
      ],
      ['https://web.example.com web exposed'],
    ],
    [
      'is wrong beside another that is on its way',
      [
        rawCertificate({
          name: 'a',
          spec: { secretName: 'a' },
          status: issuing,
        }),
        rawCertificate({
          name: 'b',
          spec: { secretName: 'b', dnsNames: ['x.example.org'] },
        }),
        gateway('web', ['web.example.com'], '', {
          tls: { mode: 'SIMPLE', credentialNames: ['a', 'b'] },
        }),
        routed('web.example.com'),
      ],
      ['https://web.example.com web broken'],
    ],
    [
      'two Certificates write is that of the one that does',
      [
        rawCertificate(),
        rawCertificate({
          name: 'loser',
          spec: { dnsNames: ['x.example.org'] },
          status: {
            conditions: [
              {
                type: 'Ready',
                status: 'False',
                reason: 'IncorrectCertificate',
                message: 'Secret was issued for "web-tls"',
              },
            ],
          },
        }),
        gateway('web', ['web.example.com']),
        routed('web.example.com'),
      ],
      ['https://web.example.com web exposed'],
    ],
    [
      'is not that of a server that is shadowed',
      [
        rawCertificate(),
        rawCertificate({ name: 'late', spec: { secretName: 'late' } }),
        gateway('web', ['web.example.com']),
        {
          ...gateway('two', ['web.example.com'], 'late'),
          metadata: {
            name: 'two',
            namespace: 'shop',
            creationTimestamp: '2026-01-09T00:00:00Z',
          },
        },
        routed('web.example.com'),
      ],
      [
        'https://web.example.com two shadowed',
        'https://web.example.com web exposed',
      ],
    ],
    [
      'is served to several hosts by several Gateways, to clients with certificates too',
      [
        rawCertificate({ spec: { dnsNames: ['*.example.com'] } }),
        gateway('web', ['web.example.com', 'b.example.com']),
        gateway('two', ['two.example.com'], 'web-tls', {
          port: { number: 8443, name: 'm', protocol: 'HTTPS' },
          tls: { mode: 'MUTUAL', credentialName: 'web-tls' },
        }),
        routed('web.example.com'),
        routed('b.example.com'),
        routed('two.example.com'),
      ],
      [
        'https://b.example.com web exposed',
        'https://two.example.com:8443 two exposed',
        'https://web.example.com web exposed',
      ],
    ],
  ])('one that %s', (_, raw, expected) => {
    expect(states(judged([...INGRESS, ...raw]))).toEqual(expected);
  });
});

describe('pods behind hosts', () => {
  const WEB = [
    rawCertificate(),
    rawGateway([httpsServer('web.example.com')]),
    rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
  ];
  const second = (app: string, ready: boolean, labels: Json) =>
    rawPod({
      app,
      name: `${app}-2`,
      ready,
      labels,
      namespace: app === 'cart' ? 'shop' : 'istio-ingress',
      proxy: app === 'cart' ? {} : { kind: 'gateway' },
    });

  it.each<[string, unknown[], string]>([
    [
      'one ready pod of two is enough',
      [
        second('cart', false, {}),
        second('istio-ingressgateway', false, { istio: 'ingressgateway' }),
      ],
      'exposed',
    ],
    [
      'no pod at all of the Service',
      [rawService({ spec: { selector: { app: 'nobody' } } })],
      'broken',
    ],
    [
      'a gateway pod that is not ready',
      [
        {
          ...second('istio-ingressgateway', false, { istio: 'ingressgateway' }),
          metadata: rawIngressGateway()[1].metadata,
        },
      ],
      'broken',
    ],
  ])('%s', (_, more, state) => {
    const [found] = judged([
      ...BASE,
      ...rawIngressGateway(),
      ...WEB,
      ...more,
    ]).exposures;
    expect(found.state).toBe(state);
  });

  it('are of one workload that is ready, where the other is not', () => {
    const found = judged([
      ...BASE,
      ...rawIngressGateway(),
      ...WEB,
      rawPod({
        app: 'cart',
        name: 'second-1',
        owner: 'second',
        ready: false,
        proxy: {},
      }),
    ]);
    expect(found.exposures[0]).toMatchObject({
      state: 'exposed',
      workloads: [{ name: 'cart' }, { name: 'second' }],
    });
  });
});

describe('a gateway in several namespaces', () => {
  it('takes its certificate from each', () => {
    const raw = [
      ...BASE,
      ...rawIngressGateway(),
      rawNamespace('second'),
      rawPod({
        app: 'second',
        namespace: 'second',
        labels: { istio: 'ingressgateway' },
        proxy: { kind: 'gateway' },
        ports: [],
      }),
      rawCertificate(),
      rawGateway([httpsServer('web.example.com')]),
      rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
    ];
    const found = judged(raw);
    expect(states(found)).toEqual(['https://web.example.com web broken']);
    expect(found.exposures[0].gatewayPods).toHaveLength(2);
  });
});

describe('ways out and ways in on one gateway', () => {
  it('are told apart by host, and the pods are no egress gateway any more', () => {
    const raw = [
      ...rawEgressMesh(),
      ...Object.values(rawEgressParts()),
      rawGateway(
        [
          {
            port: { number: 80, name: 'http', protocol: 'HTTP' },
            hosts: ['in.example.com'],
          },
        ],
        { name: 'in', selector: { istio: 'egressgateway' } },
      ),
      rawRoute('in.example.com', 'cart', { name: 'in', gateways: ['in'] }),
    ];
    expect(states(judged(raw))).toEqual(['http://in.example.com in exposed']);
    const { workloads, egress } = assessRaw(raw);
    expect(egress.map(({ host }) => host)).toEqual([EXTERNAL_HOST]);
    const gateway = workloads.find(
      ({ ref }) => ref.name === 'istio-egressgateway',
    );
    expect(gateway?.mtls[0].why.summary).toMatch(
      /^A gateway takes traffic from outside/,
    );
  });
});

describe('the order of exposures', () => {
  const at = (host: string, name: string, port: number) => {
    const { exposures } = assessRaw([
      ...BASE,
      ...rawIngressGateway(),
      rawGateway(
        [
          {
            port: { number: port, name: 'http', protocol: 'HTTP' },
            hosts: [host],
          },
        ],
        { name },
      ),
    ]);
    return exposures[0];
  };

  it('is by host, then Gateway, then port', () => {
    const sorted = [
      at('a', 'a', 80),
      at('a', 'a', 90),
      at('a', 'b', 70),
      at('b', 'a', 1),
    ];
    for (const [index, one] of sorted.entries()) {
      for (const [later, other] of sorted.entries()) {
        expect(Math.sign(compareExposures(one, other))).toBe(
          Math.sign(index - later),
        );
      }
    }
  });
});
