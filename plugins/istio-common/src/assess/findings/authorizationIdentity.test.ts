import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import { rawAuthorizationPolicy } from '../../testing/raw/security';
import {
  rawIngressGateway,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawService,
} from '../../testing/rawObjects';

const STRICT = rawPeerAuthentication(
  { mtls: { mode: 'STRICT' } },
  { namespace: 'istio-system' },
);
const MESH = [...rawMesh(), ...rawIngressGateway(), rawPod({ proxy: {} })];
const EDGE = { namespace: 'istio-ingress' };
const PROD = { 'istio.io/rev': 'prod' };

const { statuses } = findingProbe(recordAnswers(__filename), MESH);

/** The code and object of each finding on policies. */
function found(raw: readonly unknown[]) {
  return statuses({}, /^MW02[5-9]/, ...raw).map(
    ({ code, ref }) => `${code} ${ref.name}`,
  );
}

const from = (source: unknown) => ({ rules: [{ from: [{ source }] }] });
const to = (operation: unknown) => ({ rules: [{ to: [{ operation }] }] });
const deny = (spec: object) => ({ action: 'DENY', ...spec });

describe('policies that go by identity', () => {
  const pay = [
    rawNamespace('pay', PROD),
    rawPod({ app: 'zoo', namespace: 'pay', proxy: {} }),
    rawPod({
      app: 'ant',
      namespace: 'pay',
      proxy: {},
      ports: [{ containerPort: 8080 }, { containerPort: 9090 }],
    }),
    rawService({ app: 'ant', namespace: 'pay' }),
    rawService({
      name: 'ant-admin',
      app: 'ant',
      namespace: 'pay',
      ports: [{ name: 'http', port: 9090 }],
    }),
  ];
  const own = { namespace: 'pay' };
  const off = rawPeerAuthentication({ mtls: { mode: 'DISABLE' } }, own);
  const onePort = rawPeerAuthentication(
    {
      selector: { matchLabels: { app: 'ant' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 9090: { mode: 'PERMISSIVE' } },
    },
    { name: 'ant', ...own },
  );
  const byNamespace = from({ namespaces: ['shop'] });
  const byPrincipal = from({
    principals: ['cluster.local/ns/shop/sa/cart'],
  });

  it.each<[string, unknown[], string[]]>([
    [
      'DENY is got round where plain text is taken, and told once of a policy',
      [rawAuthorizationPolicy(deny(byNamespace), own)],
      ['MW0258 access'],
    ],
    ['ALLOW is not', [rawAuthorizationPolicy(byPrincipal, own)], []],
    [
      'both are in vain where only plain text is spoken',
      [
        off,
        rawAuthorizationPolicy(deny(byNamespace), own),
        rawAuthorizationPolicy(byPrincipal, { name: 'let-in', ...own }),
        rawAuthorizationPolicy(from({ serviceAccounts: ['shop/cart'] }), {
          name: 'by-account',
          ...own,
        }),
      ],
      ['MW0258 access', 'MW0258 by-account', 'MW0258 let-in'],
    ],
    [
      'one port of a STRICT workload is enough',
      [
        STRICT,
        onePort,
        rawAuthorizationPolicy(
          { selector: { matchLabels: { app: 'ant' } }, ...deny(byNamespace) },
          own,
        ),
      ],
      ['MW0258 access'],
    ],
    [
      'a policy of the mesh is told of the first workload by name',
      [
        rawAuthorizationPolicy(deny(byNamespace), {
          namespace: 'istio-system',
        }),
      ],
      ['MW0258 access'],
    ],
    [
      'two policies of one name are two',
      [
        rawAuthorizationPolicy(deny(byNamespace), own),
        rawAuthorizationPolicy(deny(byNamespace)),
      ],
      ['MW0258 access', 'MW0258 access'],
    ],
    [
      'who is not named is not asked for an identity',
      [
        rawAuthorizationPolicy(deny(from({ notNamespaces: ['shop'] })), own),
        rawAuthorizationPolicy(deny(to({ paths: ['/x'] })), {
          name: 'path',
          ...own,
        }),
        rawAuthorizationPolicy(deny(from({ ipBlocks: ['10.0.0.1'] })), {
          name: 'address',
          ...own,
        }),
      ],
      [],
    ],
    [
      'a trial run turns nobody away',
      [
        rawAuthorizationPolicy(deny(byNamespace), {
          ...own,
          annotations: { 'istio.io/dry-run': 'true' },
        }),
      ],
      [],
    ],
    [
      'of several conditions one is about the client',
      [
        rawAuthorizationPolicy(
          deny({
            rules: [
              {
                from: [{ source: { namespaces: ['shop'] } }],
                to: [{ operation: { paths: ['/x'] } }],
              },
            ],
          }),
          own,
        ),
      ],
      ['MW0258 access'],
    ],
    [
      'on a port that goes past the proxy no policy decides',
      [
        rawPod({
          app: 'past',
          namespace: 'pay',
          proxy: {},
          annotations: {
            'traffic.sidecar.istio.io/excludeInboundPorts': '8080',
          },
        }),
        ...[byPrincipal, deny(byNamespace)].map((spec, at) =>
          rawAuthorizationPolicy(
            { selector: { matchLabels: { app: 'past' } }, ...spec },
            { name: `past-${at}`, ...own },
          ),
        ),
      ],
      [],
    ],
    [
      'a gateway takes its clients from outside',
      [rawAuthorizationPolicy(deny(byNamespace), EDGE)],
      [],
    ],
  ])('MW0258: %s', (_, raw, expected) => {
    expect(found([...raw, ...pay])).toEqual(expected);
    expect(found([...pay, ...raw].reverse())).toEqual(expected);
  });
});
