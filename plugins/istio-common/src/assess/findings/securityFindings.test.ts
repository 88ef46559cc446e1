import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  ISSUER,
  rawAuthorizationPolicy,
  rawNetworkPolicy,
  rawRequestAuthentication,
  rawTokenDenial,
} from '../../testing/raw/security';
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
} from '../../testing/rawObjects';

const HOST = 'web.example.com';
const EDGE = { namespace: 'istio-ingress' };
const BOTH = [HOST, `${HOST}:*`];
const STRICT = rawPeerAuthentication({ mtls: { mode: 'STRICT' } });
const MESH = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawIssuer(),
  rawCertificate(),
  rawGateway([httpsServer(HOST)]),
  rawRoute(HOST, 'cart', { gateways: ['web'] }),
  rawPod({ proxy: {} }),
  rawService(),
  STRICT,
];

const answer = recordAnswers(__filename);

function findings(raw: unknown[], states = {}) {
  return answer(assessRaw([...MESH, ...raw], { states }).findings).filter(
    ({ code }) => code >= 'MW0250' && code < 'MW0300',
  );
}

function codes(raw: unknown[]) {
  return findings(raw).map(
    ({ code, ref }) => `${code} ${ref.kind} ${ref.namespace}/${ref.name}`,
  );
}

const from = (source: unknown) => ({ rules: [{ from: [{ source }] }] });
const to = (operation: unknown) => ({ rules: [{ to: [{ operation }] }] });
const VALIDATED = rawRequestAuthentication({}, EDGE);
const TOKEN = from({ requestPrincipals: [`${ISSUER}/*`] });
const TCP = rawService({
  name: 'raw',
  ports: [{ name: 'tcp-raw', port: 9000, targetPort: 9000 }],
});
const AMBIENT = [
  rawNamespace('shop', { 'istio.io/dataplane-mode': 'ambient' }),
  rawPod({ annotations: { 'ambient.istio.io/redirection': 'enabled' } }),
];

describe('traps of security policies', () => {
  it('are none where token and identity are asked for as they should be', () => {
    expect(
      codes([
        VALIDATED,
        rawRequestAuthentication({
          jwtRules: [{ issuer: ISSUER, forwardOriginalToken: true }],
        }),
        rawRequestAuthentication(
          { jwtRules: [{ issuer: ISSUER, forwardOriginalToken: true }] },
          EDGE,
        ),
        rawTokenDenial(BOTH, {}, EDGE),
        rawAuthorizationPolicy(
          from({
            principals: [
              'cluster.local/ns/istio-ingress/sa/istio-ingressgateway',
            ],
            requestPrincipals: [`${ISSUER}/*`],
          }),
        ),
      ]),
    ).toEqual([]);
  });

  const cases: Array<[string, string, unknown[]]> = [
    [
      'MW0250 AuthorizationPolicy istio-ingress/require-jwt',
      'tokens wanted for every host',
      [VALIDATED, rawTokenDenial(undefined, {}, EDGE)],
    ],
    [
      'MW0251 AuthorizationPolicy shop/access',
      'DENY by method on a TCP port',
      [
        TCP,
        rawAuthorizationPolicy({ action: 'DENY', ...to({ methods: ['PUT'] }) }),
      ],
    ],
    [
      'MW0252 AuthorizationPolicy shop/access',
      'ALLOW by method on a TCP port',
      [TCP, rawAuthorizationPolicy(to({ methods: ['GET'] }))],
    ],
    [
      'MW0253 RequestAuthentication istio-ingress/oidc',
      'tokens checked but not wanted',
      [VALIDATED],
    ],
    [
      'MW0254 AuthorizationPolicy istio-ingress/require-jwt',
      'a host without its port',
      [VALIDATED, rawTokenDenial([HOST], {}, EDGE)],
    ],
    [
      'MW0255 AuthorizationPolicy shop/access',
      'stars at both ends',
      [rawAuthorizationPolicy(to({ paths: ['*admin*'] }))],
    ],
    [
      'MW0256 AuthorizationPolicy shop/access',
      'an issuer that is not accepted',
      [
        rawRequestAuthentication({}),
        rawAuthorizationPolicy(from({ requestPrincipals: ['https://x/*'] })),
      ],
    ],
    [
      'MW0256 AuthorizationPolicy shop/access',
      'tokens that nobody checks',
      [rawAuthorizationPolicy(TOKEN)],
    ],
    [
      'MW0256 AuthorizationPolicy shop/require-jwt',
      'no token wanted where none is checked',
      [rawTokenDenial(undefined)],
    ],
    [
      'MW0257 AuthorizationPolicy shop/access',
      'a service account that nobody runs as',
      [
        rawAuthorizationPolicy(
          from({ principals: ['cluster.local/ns/istio-ingress/sa/gateway'] }),
        ),
      ],
    ],
    [
      'MW0257 AuthorizationPolicy shop/access',
      'a service account by its short name',
      [rawAuthorizationPolicy(from({ serviceAccounts: ['nobody'] }))],
    ],
    [
      'MW0258 AuthorizationPolicy other/access',
      'DENY by identity where plain text is taken',
      [
        rawNamespace('other', { 'istio.io/rev': 'prod' }),
        rawPod({ app: 'a', namespace: 'other', proxy: {} }),
        rawAuthorizationPolicy(
          { action: 'DENY', ...from({ namespaces: ['bad'] }) },
          { namespace: 'other' },
        ),
      ],
    ],
    [
      'MW0259 RequestAuthentication shop/oidc',
      'a selector without pods',
      [
        rawRequestAuthentication({
          selector: { matchLabels: { app: 'nobody' } },
        }),
      ],
    ],
    [
      'MW0260 AuthorizationPolicy shop/access',
      'a target that is missing',
      [
        rawAuthorizationPolicy({
          targetRefs: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'Gateway',
              name: 'gone',
            },
          ],
        }),
      ],
    ],
    [
      'MW0260 AuthorizationPolicy shop/access',
      'a target of another kind',
      [
        rawAuthorizationPolicy({
          targetRefs: [{ group: 'apps', kind: 'Deployment', name: 'cart' }],
        }),
      ],
    ],
    [
      'MW0260 AuthorizationPolicy shop/access',
      'a GatewayClass outside the root namespace',
      [
        rawAuthorizationPolicy({
          targetRefs: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'GatewayClass',
              name: 'istio-waypoint',
            },
          ],
        }),
      ],
    ],
    [
      'MW0260 AuthorizationPolicy shop/access',
      'selector and target at once',
      [
        rawAuthorizationPolicy({
          selector: { matchLabels: { app: 'cart' } },
          targetRefs: [{ group: '', kind: 'Service', name: 'cart' }],
        }),
      ],
    ],
    [
      'MW0262 AuthorizationPolicy shop/access',
      'a trust domain of nobody',
      [rawAuthorizationPolicy(from({ principals: ['td2/ns/a/sa/b'] }))],
    ],
    [
      'MW0263 AuthorizationPolicy shop/access',
      'labels beside the selector',
      [
        rawAuthorizationPolicy({
          selector: {},
          matchLabels: { app: 'other' },
          rules: [{}],
        }),
      ],
    ],
    [
      'MW0264 RequestAuthentication istio-ingress/oidc',
      'a token that is taken off',
      [
        VALIDATED,
        rawTokenDenial(BOTH, {}, EDGE),
        rawRequestAuthentication({}),
        rawAuthorizationPolicy(TOKEN),
      ],
    ],
    [
      'MW0265 PeerAuthentication shop/own',
      'STRICT below DISABLE',
      [
        rawPeerAuthentication({ mtls: { mode: 'DISABLE' } }),
        rawPeerAuthentication(
          {
            selector: { matchLabels: { app: 'cart' } },
            mtls: { mode: 'STRICT' },
          },
          { name: 'own' },
        ),
      ],
    ],
    [
      'MW0266 StatefulSet shop/cart',
      'a gateway shut out',
      [rawNetworkPolicy()],
    ],
    [
      'MW0267 StatefulSet shop/cart',
      'Prometheus shut out',
      [rawNetworkPolicy()],
    ],
    [
      'MW0268 AuthorizationPolicy shop/access',
      'an HTTP rule for ztunnel',
      [...AMBIENT, rawAuthorizationPolicy(to({ methods: ['GET'] }))],
    ],
  ];
  it.each(cases)('%s: %s', (expected, _what, raw) => {
    expect(codes(raw)).toContain(expected);
  });

  const sound: Array<[string, string, unknown[]]> = [
    [
      'MW0250',
      'paths of one application',
      [
        VALIDATED,
        rawTokenDenial(
          undefined,
          {
            rules: [
              {
                from: [{ source: { notRequestPrincipals: ['*'] } }],
                to: [{ operation: { paths: ['/api/*'] } }],
              },
            ],
          },
          EDGE,
        ),
      ],
    ],
    ['MW0250', 'a workload that is no gateway', [rawTokenDenial(undefined)]],
    [
      'MW0251',
      'ports that are named',
      [
        TCP,
        rawAuthorizationPolicy({
          action: 'DENY',
          ...to({ methods: ['PUT'], ports: ['8080'] }),
        }),
      ],
    ],
    [
      'MW0251',
      'ports of HTTP only',
      [rawAuthorizationPolicy({ action: 'DENY', ...to({ methods: ['PUT'] }) })],
    ],
    [
      'MW0252',
      'another policy that lets TCP in',
      [
        TCP,
        rawAuthorizationPolicy(to({ methods: ['GET'] })),
        rawAuthorizationPolicy(to({ ports: ['9000'] }), { name: 'tcp' }),
      ],
    ],
    [
      'MW0253',
      'a policy that wants one',
      [VALIDATED, rawTokenDenial(BOTH, {}, EDGE)],
    ],
    ['MW0254', 'both forms', [VALIDATED, rawTokenDenial(BOTH, {}, EDGE)]],
    [
      'MW0254',
      'a beginning',
      [VALIDATED, rawTokenDenial([`${HOST}*`], {}, EDGE)],
    ],
    [
      'MW0254',
      'ALLOW, which the port only narrows',
      [rawAuthorizationPolicy(to({ hosts: [HOST] }), EDGE)],
    ],
    [
      'MW0258',
      'STRICT',
      [
        rawAuthorizationPolicy({
          action: 'DENY',
          ...from({ namespaces: ['x'] }),
        }),
      ],
    ],
    [
      'MW0262',
      'cluster.local, whatever the trust domain',
      [
        rawAuthorizationPolicy(
          from({ principals: ['cluster.local/ns/shop/sa/cart'] }),
        ),
      ],
    ],
    [
      'MW0256',
      'dry run',
      [
        rawAuthorizationPolicy(TOKEN, {
          annotations: { 'istio.io/dry-run': 'true' },
        }),
      ],
    ],
  ];
  it.each(sound)('%s is not raised for %s', (code, _what, raw) => {
    expect(findings(raw).map(one => one.code)).not.toContain(code);
  });

  it('are muted by the annotation of istioctl', () => {
    const [found] = findings([
      rawRequestAuthentication(
        {},
        {
          ...EDGE,
          annotations: { 'galley.istio.io/analyze-suppress': 'MW0253' },
        },
      ),
    ]);
    expect(found.muted).toBe(true);
  });

  it('are not raised while policies cannot be read', () => {
    expect(
      findings([VALIDATED], {
        'authorizationpolicies.security.istio.io': 'forbidden',
      }),
    ).toEqual([]);
  });
});
