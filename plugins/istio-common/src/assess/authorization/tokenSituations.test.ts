import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  ISSUER,
  rawAuthorizationPolicy,
  rawRequestAuthentication,
  rawTokenDenial,
} from '../../testing/raw/security';
import {
  httpsServer,
  rawGateway,
  rawIngressGateway,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const HOST = 'web.example.com';

function second(app: string) {
  return rawPod({
    app,
    namespace: 'istio-ingress',
    labels: { istio: 'ingressgateway' },
    proxy: { kind: 'gateway' },
    ports: [],
  });
}

function tokensAt(raw: unknown[], server: Json = httpsServer(HOST)) {
  const { exposures } = assessRaw([
    ...rawMesh(),
    ...rawIngressGateway(),
    rawPod({ proxy: {} }),
    rawService(),
    rawGateway([server]),
    rawRoute(HOST, 'cart', { gateways: ['web'] }),
    ...raw,
  ]);
  return answer(exposures.find(({ host }) => host === HOST)?.authentication);
}

describe('tokens for a host that two gateways serve', () => {
  const EDGE = { namespace: 'istio-ingress' };
  const at = (app: string) => ({ selector: { matchLabels: { app } } });
  const validated = (app: string) =>
    rawRequestAuthentication(at(app), { ...EDGE, name: `oidc-${app}` });
  const required = (app: string) =>
    rawTokenDenial(undefined, at(app), { ...EDGE, name: `token-${app}` });
  const custom = (app: string) =>
    rawAuthorizationPolicy(
      { ...at(app), action: 'CUSTOM', rules: [{}] },
      { ...EDGE, name: `ask-${app}` },
    );
  const closed = (app: string) =>
    rawAuthorizationPolicy(at(app), { ...EDGE, name: `closed-${app}` });
  const A = 'istio-ingressgateway';
  const B = 'backup';
  it.each<[string, string, unknown[]]>([
    ['none', 'neither looks at them', []],
    ['validated', 'one validates them', [validated(A)]],
    ['required-on-some', 'one requires them', [validated(A), required(A)]],
    [
      'required-on-some',
      'one requires, the other validates them',
      [validated(A), required(A), validated(B)],
    ],
    [
      'required',
      'both require them',
      [validated(A), required(A), validated(B), required(B)],
    ],
    [
      'required',
      'one requires them and the other is closed',
      [validated(A), required(A), closed(B)],
    ],
    ['none', 'both are closed', [closed(A), closed(B)]],
    ['unknown', 'one asks elsewhere', [custom(A), validated(B), required(B)]],
    ['unknown', 'the other asks elsewhere', [validated(A), custom(B)]],
  ])('are %s where %s', (jwt, _what, raw) => {
    expect(tokensAt([second(B), ...raw])?.jwt).toBe(jwt);
  });
});

describe('tokens behind a gateway', () => {
  const PAY = [rawPod({ app: 'pay', proxy: {} }), rawService({ app: 'pay' })];
  const both = rawRoute(HOST, 'cart', {
    gateways: ['web'],
    spec: {
      http: [
        {
          match: [{ uri: { prefix: '/pay' } }],
          route: [{ destination: { host: 'pay', port: { number: 8080 } } }],
        },
        { route: [{ destination: { host: 'cart', port: { number: 8080 } } }] },
      ],
    },
  });
  const at = (app: string) => ({ selector: { matchLabels: { app } } });
  const cart = [
    rawRequestAuthentication(at('cart')),
    rawTokenDenial(undefined, at('cart')),
  ];
  const pay = [
    rawRequestAuthentication(at('pay'), { name: 'oidc-pay' }),
    rawTokenDenial(undefined, at('pay'), { name: 'token-pay' }),
  ];

  it('are required on some where one of two workloads asks for them', () => {
    expect(tokensAt([...PAY, both, ...cart])?.jwt).toBe('required-on-some');
    expect(tokensAt([...PAY, both, ...cart, ...pay])?.jwt).toBe('required');
  });

  it('are not asked for by a workload outside the mesh', () => {
    expect(tokensAt([rawPod(), ...cart])?.jwt).toBe('none');
  });

  it('are asked for by a workload whose pods no longer run', () => {
    expect(tokensAt([both, ...cart])?.jwt).toBe('required');
  });

  it('are asked for in ambient by nobody: ztunnel cannot look at them', () => {
    const ambient = rawPod({
      annotations: { 'ambient.istio.io/redirection': 'enabled' },
    });
    const allow = rawAuthorizationPolicy({
      rules: [
        {
          from: [
            {
              source: {
                principals: [
                  'cluster.local/ns/istio-ingress/sa/istio-ingressgateway',
                ],
              },
            },
          ],
        },
      ],
    });
    expect(tokensAt([ambient, rawRequestAuthentication(), allow])?.jwt).toBe(
      'none',
    );
  });

  it('are asked for behind an Ingress, whose own proxy is not known', () => {
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        rules: [
          {
            host: HOST,
            http: {
              paths: [
                {
                  path: '/',
                  backend: {
                    service: { name: 'cart', port: { number: 8080 } },
                  },
                },
              ],
            },
          },
        ],
      },
    };
    const tokens = (raw: unknown[]) =>
      answer(
        assessRaw([...rawMesh(), rawService(), ingress, ...raw]).exposures[0]
          ?.authentication,
      );
    expect(tokens([rawPod({ proxy: {} }), ...cart])?.jwt).toBe('required');
    expect(tokens([rawPod(), ...cart])).toBeUndefined();
    expect(tokens([])).toBeUndefined();
  });
});

describe('tokens at a server', () => {
  const EDGE = { namespace: 'istio-ingress' };
  const VALIDATED = rawRequestAuthentication({}, EDGE);
  const server = (protocol: string, tls?: Json) =>
    httpsServer(HOST, 'web-tls', {
      port: { number: 443, name: 'https', protocol },
      tls,
    });
  it.each<[string, Json | undefined, boolean]>([
    ['HTTP', undefined, true],
    ['HTTP2', undefined, true],
    ['GRPC', undefined, true],
    ['HTTPS', { mode: 'SIMPLE', credentialName: 'a' }, true],
    ['HTTPS', { mode: 'MUTUAL', credentialName: 'a' }, true],
    ['HTTPS', { mode: 'OPTIONAL_MUTUAL', credentialName: 'a' }, true],
    ['HTTPS', { mode: 'ISTIO_MUTUAL' }, true],
    ['HTTPS', { mode: 'PASSTHROUGH' }, false],
    ['TLS', { mode: 'SIMPLE', credentialName: 'a' }, false],
    ['TLS', { mode: 'PASSTHROUGH' }, false],
    ['TCP', undefined, false],
  ])('of %s with %j are looked at: %s', (protocol, tls, seen) => {
    const facts = tokensAt([VALIDATED], server(protocol, tls));
    expect(facts?.jwt).toBe(seen ? 'validated' : undefined);
  });

  it.each([
    // Without a client certificate there is no principal: all are turned away.
    ['SIMPLE', true],
    ['MUTUAL', false],
    ['OPTIONAL_MUTUAL', false],
    ['ISTIO_MUTUAL', false],
  ])('of %s where clients need an identity: closed %s', (mode, closed) => {
    const deny = rawAuthorizationPolicy(
      {
        action: 'DENY',
        rules: [{ from: [{ source: { notPrincipals: ['*'] } }] }],
      },
      EDGE,
    );
    const tls = { mode, credentialName: 'a' };
    const facts = tokensAt([VALIDATED, deny], server('HTTPS', tls));
    expect(facts?.tone).toBe(closed ? 'warning' : 'info');
  });

  it('says that hosts with a port get by only where a form is left out', () => {
    const denial = (...hosts: string[]) =>
      tokensAt([VALIDATED, rawTokenDenial(hosts, {}, EDGE)])?.why.summary;
    const by = /requests that name the host with a port get by/;
    expect(denial(HOST)).toMatch(by);
    expect(denial(HOST, `${HOST}:443`)).not.toMatch(by);
    expect(denial('web.*', HOST)).not.toMatch(by);
    const path = {
      rules: [
        {
          from: [{ source: { notRequestPrincipals: ['*'] } }],
          to: [{ operation: { notPaths: ['/healthz'] } }],
        },
      ],
    };
    const raw = [VALIDATED, rawTokenDenial(undefined, path, EDGE)];
    expect(tokensAt(raw)?.why.summary).not.toMatch(by);
    const named = rawTokenDenial([HOST], {}, { ...EDGE, name: 'named' });
    expect(tokensAt([...raw, named])?.why.summary).toMatch(by);
  });

  // As the intent jwt asks for them: which tokens have the audience is not known.
  it.each([
    ['required', undefined],
    ['required-on-some', ['/healthz']],
  ])('are %s for an audience, but for paths %j', (jwt, notPaths) => {
    const to = [
      {
        operation: {
          hosts: [HOST, `${HOST}:*`],
          ...(notPaths && { notPaths }),
        },
      },
    ];
    const rules = [
      { to, from: [{ source: { notRequestPrincipals: [`${ISSUER}/*`] } }] },
      { to, when: [{ key: 'request.auth.audiences', notValues: ['shop'] }] },
    ];
    const deny = rawTokenDenial(undefined, { rules }, EDGE);
    expect(tokensAt([VALIDATED, deny])?.jwt).toBe(jwt);
  });
});
