import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  BASE,
  exposedLines,
  gatewayFacts,
  to,
} from '../../testing/gatewayFacts';
import {
  rawGateway,
  rawMesh,
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

describe('one Gateway with servers of every kind', () => {
  const server = (
    number: number,
    protocol: string,
    hosts: string[],
    tls?: Json,
  ) => ({
    port: { number, name: `${protocol.toLowerCase()}-${number}`, protocol },
    hosts,
    ...(tls && { tls }),
  });

  const GATEWAY = rawGateway([
    server(443, 'HTTPS', ['shop/web.example.com', './Own.example.com'], {
      mode: 'SIMPLE',
      credentialName: 'web-tls',
    }),
    server(80, 'HTTP', ['shop/web.example.com', '*/old.example.com'], {
      httpsRedirect: true,
    }),
    server(443, 'TLS', ['raw.example.com', '*.raw.example.com'], {
      mode: 'PASSTHROUGH',
    }),
    server(9000, 'TCP', ['*']),
    server(9443, 'TLS', ['db.example.com'], {
      mode: 'SIMPLE',
      credentialName: 'kubernetes://certs/db-tls',
    }),
    server(8444, 'HTTPS', ['partner.example.com'], {
      mode: 'MUTUAL',
      credentialName: 'web-tls',
    }),
    server(8445, 'HTTPS', ['any.example.com', '*.any.example.com'], {
      mode: 'OPTIONAL_MUTUAL',
      credentialNames: ['web-tls', 'web-tls-ec'],
    }),
    server(8446, 'GRPC', ['*']),
    server(15443, 'TLS', ['*.local'], { mode: 'AUTO_PASSTHROUGH' }),
    server(9444, 'TLS', ['nobody.example.com'], { mode: 'PASSTHROUGH' }),
  ]);

  const match = (path: string, more: Json = {}) => ({
    match: [{ uri: { prefix: path }, ...more }],
    route: [to('cart', 8080)],
  });

  const ROUTES = [
    rawVirtualService({
      hosts: ['web.example.com', 'own.example.com'],
      gateways: ['web'],
      http: [
        {
          match: [
            { uri: { exact: '/x' }, port: 80 },
            { uri: { prefix: '/api' }, port: 443 },
          ],
          route: [to('api')],
          mirror: to('cart', 8080).destination,
        },
        match('/elsewhere', { gateways: ['other', 'mesh'] }),
        match('/here', { gateways: ['other', 'web'] }),
        match('/labels', { sourceLabels: { istio: 'ingressgateway' } }),
        match('/no-labels', { sourceLabels: { istio: 'other' } }),
        match('/from', { sourceNamespace: 'istio-ingress' }),
        match('/not-from', { sourceNamespace: 'shop' }),
        { match: [{ uri: { prefix: '/moved' } }], redirect: { uri: '/' } },
        {
          match: [{ uri: { prefix: '/' } }, { uri: { prefix: '/late' } }],
          route: [to('cart', 8080)],
        },
        match('/never-reached'),
      ],
    }),
    rawVirtualService(
      {
        hosts: ['raw.example.com', '*.raw.example.com'],
        gateways: ['web'],
        tls: [
          {
            match: [{ sniHosts: ['raw.example.com'], port: 1 }],
            route: [to('no')],
          },
          {
            match: [{ sniHosts: ['raw.example.com'] }],
            route: [to('cart', 8080)],
          },
          { match: [{ sniHosts: ['raw.example.com'] }], route: [to('nobody')] },
          {
            match: [
              {
                sniHosts: ['z.raw.example.com', 'b.raw.example.com'],
                gateways: ['other', 'web'],
                port: 443,
              },
            ],
            route: [to('api')],
          },
          {
            match: [{ sniHosts: ['c.raw.example.com'], gateways: ['mesh'] }],
            route: [to('no')],
          },
          { match: [{ sniHosts: ['d.raw.example.com'] }], route: [] },
        ],
      },
      { name: 'raw' },
    ),
    rawVirtualService(
      {
        hosts: ['any.other.example.com'],
        gateways: ['web'],
        tcp: [
          { route: [] },
          { match: [{ port: 1 }], route: [to('no')] },
          { match: [{ gateways: ['mesh'] }], route: [to('no')] },
          {
            match: [{ port: 1 }, { port: 9000, gateways: ['web'] }],
            route: [to('cart', 8080)],
          },
        ],
      },
      { name: 'a-tcp' },
    ),
    rawVirtualService(
      {
        hosts: ['db.example.com'],
        gateways: ['web'],
        tcp: [{ route: [to('api')] }],
      },
      { name: 'db' },
    ),
    rawVirtualService(
      {
        hosts: ['partner.example.com', '*.any.example.com', 'grpc.example.com'],
        gateways: ['shop/web'],
        http: [
          { match: [{ uri: { exact: '/twice' } }], route: [to('cart', 8080)] },
          { route: [to('cart', 8080), to('api')] },
          { match: [{ uri: { exact: '/late' } }], route: [to('nobody')] },
        ],
      },
      { name: 'partner' },
    ),
    rawVirtualService(
      {
        hosts: ['partner.example.com'],
        gateways: ['web.shop.svc.cluster.local'],
        http: [{ match: [{ uri: { prefix: '/second' } }], route: [to('api')] }],
      },
      { name: 'second', createdAt: '2026-01-02T00:00:00Z' },
    ),
    rawVirtualService(
      {
        hosts: ['web.example.com'],
        gateways: ['shop/web'],
        http: [{ route: [to('cart')] }],
      },
      { name: 'not-from-here', namespace: 'other' },
    ),
    rawVirtualService(
      { hosts: [], gateways: ['web'], http: [{ route: [to('cart')] }] },
      { name: 'no-hosts' },
    ),
  ];

  it('serves each host by its own chain', () => {
    const found = facts([...BASE, GATEWAY, ...ROUTES]);
    expect(exposedLines(found)).toEqual([
      '* shop/web:9000 exposed',
      '*.any.example.com shop/web:8445 exposed',
      '*.any.example.com shop/web:8446 exposed',
      // Names are compared as they are written.
      'Own.example.com shop/web:443 broken',
      'any.example.com shop/web:8445 broken',
      'b.raw.example.com shop/web:443 exposed',
      // Its Secret is of another namespace.
      'db.example.com shop/web:9443 broken',
      'grpc.example.com shop/web:8446 exposed',
      'nobody.example.com shop/web:9444 broken',
      'own.example.com shop/web:8446 exposed',
      'partner.example.com shop/web:8444 exposed',
      'partner.example.com shop/web:8446 exposed',
      'raw.example.com shop/web:443 exposed',
      'web.example.com shop/web:80 exposed',
      'web.example.com shop/web:443 exposed',
      // One of another namespace counts where the server names none.
      'web.example.com shop/web:8446 broken',
      'z.raw.example.com shop/web:443 exposed',
    ]);
  });
});

describe('Gateways that select the same pods', () => {
  const https = (name: string, hosts: string[], more: Json = {}) => ({
    port: { number: 443, name, protocol: 'HTTPS' },
    hosts,
    tls: { mode: 'SIMPLE', credentialName: 'web-tls' },
    ...more,
  });
  const http = (hosts: string[], more: Json = {}, protocol = 'HTTP') => ({
    port: { number: 80, name: 'http', protocol },
    hosts,
    ...more,
  });
  const routeOf = (host: string, gateways: string[]) =>
    rawVirtualService(
      { hosts: [host], gateways, http: [{ route: [to('cart', 8080)] }] },
      { name: host.replace('*', 'star') },
    );

  const OLD = rawGateway(
    [
      https('https', ['a.example.com', 'b.example.com']),
      http(['a.example.com']),
      https('https-2', ['c.example.com'], { bind: '10.0.0.1' }),
    ],
    { name: 'old', createdAt: '2025-01-01T00:00:00Z' },
  );
  const YOUNG = rawGateway(
    [
      // Two of these hosts are taken, though one only as it is written.
      https('https', ['b.example.com', 'a.example.com', 'd.example.com']),
      https('one-name', ['e.example.com']),
      https('one-name', ['f.example.com']),
      https('https-3', ['c.example.com'], { bind: '10.0.0.2' }),
      https('https-4', ['shop/a.example.com']),
      http(['e.example.com'], {}, 'HTTP2'),
      http(['tcp.example.com'], {}, 'TCP'),
      http(['bound.example.com'], { bind: '10.0.0.3' }),
      http(['bound-too.example.com'], { bind: '10.0.0.3' }),
      {
        port: { number: 443, name: 'tcp', protocol: 'TCP' },
        hosts: ['plain.example.com'],
      },
      {
        port: { number: 443, name: 'tcp-2', protocol: 'TLS' },
        hosts: ['bare.example.com'],
      },
    ],
    { name: 'young', createdAt: '2025-06-01T00:00:00Z' },
  );
  const HOSTS = [
    ...['a', 'b', 'c', 'd', 'e', 'f', 'bound', 'bound-too', 'plain', 'tcp'],
  ].map(name => routeOf(`${name}.example.com`, ['old', 'young']));

  it('share ports as istiod merges them, the oldest first', () => {
    const found = facts([...BASE, YOUNG, OLD, ...HOSTS]);
    expect(exposedLines(found)).toEqual([
      'a.example.com shop/old:80 exposed',
      'a.example.com shop/old:443 exposed',
      'a.example.com shop/young:443 shadowed',
      'a.example.com shop/young:443 exposed',
      'b.example.com shop/old:443 exposed',
      'b.example.com shop/young:443 shadowed',
      'bare.example.com shop/young:443 shadowed',
      'bound-too.example.com shop/young:80 exposed',
      'bound.example.com shop/young:80 exposed',
      'c.example.com shop/old:443 exposed',
      'c.example.com shop/young:443 exposed',
      'd.example.com shop/young:443 shadowed',
      'e.example.com shop/young:80 exposed',
      'e.example.com shop/young:443 exposed',
      'f.example.com shop/young:443 shadowed',
      'plain.example.com shop/young:443 broken',
      'tcp.example.com shop/young:80 shadowed',
    ]);
    const turned = assessRaw([...BASE, ...HOSTS, OLD, YOUNG].reverse());
    expect(turned.exposures).toEqual(found.exposures);
  });

  it('are all served by a Gateway without a selector, and none by one whose labels no pod has', () => {
    const any = rawGateway([http(['*'])], { name: 'any', selector: {} });
    const none = rawGateway([http(['none.example.com'])], {
      name: 'none',
      selector: { istio: 'x', app: 'y' },
    });
    const outside = rawMesh();
    const route = routeOf('a.example.com', ['any']);
    expect(exposedLines(facts([...BASE, any, none, route]))).toEqual([
      'a.example.com shop/any:80 exposed',
      'none.example.com shop/none:80 broken',
    ]);
    const [alone] = facts([...outside, any]).exposures;
    expect(alone.why.summary).toBe(
      'No gateway pod in any namespace carries any label',
    );
  });
});
