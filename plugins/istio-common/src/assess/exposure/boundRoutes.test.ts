import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  BASE,
  exposedLines,
  gatewayFacts,
  to,
} from '../../testing/gatewayFacts';
import {
  httpsServer,
  rawGateway,
  rawNamespace,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

function facts(raw: readonly unknown[]) {
  const found = gatewayFacts(raw);
  expect(found.exposures).toStrictEqual(
    JSON.parse(JSON.stringify(found.exposures)),
  );
  return answer(found);
}

describe('VirtualServices for one host on a Gateway', () => {
  const at = (
    name: string,
    namespace: string,
    exportTo: string[] | undefined,
    createdAt: string,
  ) =>
    rawVirtualService(
      {
        hosts: ['web.example.com'],
        gateways: ['shop/web'],
        ...(exportTo && { exportTo }),
        http: [
          {
            match: [{ uri: { prefix: `/${name}` } }],
            route: [to('cart.shop.svc.cluster.local', 8080)],
          },
        ],
      },
      { name, namespace, createdAt },
    );
  const RAW = [
    ...BASE,
    rawNamespace('team'),
    rawGateway([httpsServer('*/web.example.com')]),
    at('public-old', 'shop', ['*'], '2025-01-01T00:00:00Z'),
    at('public-default', 'team', undefined, '2025-01-02T00:00:00Z'),
    at('named-young', 'team', ['istio-ingress', '.'], '2025-03-01T00:00:00Z'),
    at('named-old', 'shop', ['istio-ingress'], '2025-02-01T00:00:00Z'),
    at('private', 'istio-ingress', ['.'], '2025-09-01T00:00:00Z'),
    at('hidden', 'team', ['.'], '2024-01-01T00:00:00Z'),
    at('nobody', 'team', ['~'], '2024-01-01T00:00:00Z'),
  ];

  it('count in order of who may see them, then of age', () => {
    const [found] = facts(RAW).exposures;
    expect(found.routes.map(({ match }) => match)).toEqual([
      'prefix /private',
      'prefix /named-old',
      'prefix /named-young',
      'prefix /public-old',
      'prefix /public-default',
    ]);
    expect(assessRaw([...RAW].reverse()).exposures).toEqual([found]);
  });
});

describe('delegates', () => {
  const root = (...http: Json[]) =>
    rawVirtualService({ hosts: ['web.example.com'], gateways: ['web'], http });
  const leaf = (name: string, spec: Json, namespace = 'shop') =>
    rawVirtualService(spec, { name, namespace });
  const prefix = (path: string) => ({ uri: { prefix: path } });

  const RAW = [
    ...BASE,
    rawNamespace('team'),
    rawGateway([httpsServer('web.example.com')]),
    root(
      { match: [prefix('/own')], route: [to('cart', 8080)] },
      {
        match: [prefix('/a'), { uri: { exact: '/b' }, port: 443 }],
        delegate: { name: 'parts' },
      },
      {
        match: [prefix('/team')],
        delegate: { name: 'team', namespace: 'team' },
      },
      { match: [prefix('/gone')], delegate: { name: 'gone' } },
      { match: [prefix('/hosts')], delegate: { name: 'hosts' } },
      {
        match: [prefix('/private')],
        delegate: { name: 'private', namespace: 'team' },
      },
      { match: [prefix('/deep')], delegate: { name: 'deep' } },
      { delegate: { name: 'rest' } },
    ),
    leaf('parts', {
      http: [
        {
          match: [prefix('/a/x'), prefix('/a/y')],
          route: [to('api')],
          mirror: { host: 'cart' },
        },
        { match: [{ uri: { exact: '/b' } }], redirect: { uri: '/' } },
        { match: [prefix('/c')], route: [to('nobody')] },
        { match: [{ uri: { regex: '/a.*' } }], route: [to('nobody')] },
        { route: [to('cart', 8080)] },
      ],
    }),
    leaf('team', { http: [{ route: [to('own', 80)] }] }, 'team'),
    leaf('hosts', { hosts: ['x.example.com'], http: [{ route: [to('api')] }] }),
    leaf(
      'private',
      { exportTo: ['.'], http: [{ route: [to('api')] }] },
      'team',
    ),
    leaf('deep', {
      http: [
        { match: [prefix('/deep/er')], delegate: { name: 'rest' } },
        { match: [prefix('/deep/end')], route: [to('api')] },
      ],
    }),
    leaf('rest', { http: [{ route: [to('cart', 8080)] }] }),
    rawService({
      name: 'own',
      namespace: 'team',
      ports: [{ name: 'http', port: 80 }],
    }),
  ];

  it('stand in place of the route that names them, with what is wrong of each', () => {
    const found = facts(RAW);
    expect(exposedLines(found)).toEqual([
      'web.example.com shop/web:443 exposed',
    ]);
    const { findings } = assessRaw(RAW);
    expect(
      answer(findings.filter(({ code }) => code === 'MW0168')).map(
        ({ cause }) => cause,
      ),
    ).toHaveLength(5);
  });
});

describe('hosts that no route serves', () => {
  const bound = (
    name: string,
    host: string,
    gateways: string[],
    more: Json = {},
  ) =>
    rawVirtualService(
      {
        hosts: [host],
        gateways,
        http: [{ route: [to('cart', 8080)] }],
        ...more,
      },
      { name, createdAt: '2025-01-01T00:00:00Z' },
    );
  const RAW = [
    ...BASE,
    rawGateway([
      httpsServer('shut.example.com', 'web-tls', {
        hosts: [
          'shut.example.com',
          'loose.example.com',
          'alone.example.com',
          '*.wide.example.com',
        ],
      }),
    ]),
    bound('b-loose', '*.example.com', ['mesh']),
    bound('a-loose', 'loose.example.com', ['other/web']),
    bound('shut', 'shut.example.com', ['other', 'web'], { exportTo: ['.'] }),
    bound('short', 'alone', ['web']),
  ];

  it('are told with the kind of route that the VirtualService lacks', () => {
    const server = (port: number, protocol: string, tls?: Json) => ({
      port: { number: port, name: `p-${port}`, protocol },
      hosts: ['web.example.com'],
      ...(tls && { tls }),
    });
    const found = facts([
      ...BASE,
      rawGateway([
        server(80, 'HTTP'),
        server(443, 'TLS', { mode: 'PASSTHROUGH' }),
        server(9000, 'TCP'),
        server(9443, 'TLS', { mode: 'SIMPLE', credentialName: 'web-tls' }),
      ]),
      rawVirtualService({ hosts: ['web.example.com'], gateways: ['web'] }),
    ]);
    expect(
      found.exposures.map(
        ({ why }) => /has no (\w+) route/.exec(why.summary)?.[1],
      ),
    ).toEqual(['http', 'tls', 'tcp', 'tcp']);
  });

  it('are told with the VirtualService that comes nearest', () => {
    const found = facts(RAW);
    expect(
      found.exposures.map(({ host, why }) => [
        host,
        why.considered[0].ref.name,
      ]),
    ).toEqual([
      ['*.wide.example.com', 'b-loose'],
      ['alone.example.com', 'b-loose'],
      ['loose.example.com', 'a-loose'],
      ['shut.example.com', 'shut'],
    ]);
    expect(assessRaw([...RAW].reverse()).exposures).toEqual(found.exposures);
  });
});
