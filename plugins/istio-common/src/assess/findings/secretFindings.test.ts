import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import {
  TEST_PEM,
  facts,
  rawBundle,
  rawRoots,
  rawSecret,
  rootFacts,
} from '../../testing/raw/secrets';
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

const HOST = 'web.example.com';
const NAMES = { dnsNames: [HOST] };
const LEAF = facts('web', 'CN=middle', NAMES);
const MIDDLE = facts('middle', 'CN=root', { isCa: true });
const SOUND = rawSecret({ chain: [LEAF, MIDDLE], key: 'CN=web' });
const CERTIFICATE = rawCertificate();

const OWN = /^(IST0161|MW011[0-7])$/;

const { statuses } = findingProbe(recordAnswers(__filename));

function found(raw: readonly unknown[], options: object = {}) {
  return statuses({ pem: TEST_PEM, ...options }, OWN, ...raw).map(
    ({ code, ref }) => `${code} ${ref.namespace}/${ref.name}`,
  );
}

function served(raw: readonly unknown[], mode = 'SIMPLE', tls = {}) {
  return found([
    ...rawMesh(),
    ...rawIngressGateway(),
    rawPod({ proxy: {} }),
    rawService(),
    rawGateway([
      httpsServer(HOST, undefined, {
        tls: { mode, credentialName: 'web-tls', ...tls },
      }),
    ]),
    rawRoute(HOST, 'cart', { gateways: ['web'] }),
    rawIssuer(),
    ...raw,
  ]);
}

describe('Secrets that may be read', () => {
  it.each<[string, unknown[], string[]]>([
    ['a sound one', [CERTIFICATE, SOUND], []],
    [
      'one that a Certificate writes and nobody serves',
      [
        CERTIFICATE,
        SOUND,
        rawCertificate({
          name: 'spare',
          spec: { secretName: 'spare', dnsNames: ['x.example.com'] },
        }),
        rawSecret({ name: 'spare', chain: [LEAF, MIDDLE], key: 'CN=web' }),
      ],
      ['MW0115 istio-ingress/spare'],
    ],
    [
      'one that nobody serves or writes',
      [CERTIFICATE, SOUND, rawSecret({ name: 'spare', chain: [], key: '' })],
      [],
    ],
    [
      'one that a gateway serves and nobody writes',
      [rawSecret({ chain: [LEAF, MIDDLE], key: 'CN=other' })],
      ['MW0114 istio-ingress/web-tls'],
    ],
    [
      'a chain with a gap',
      [
        CERTIFICATE,
        rawSecret({ chain: [LEAF, rootFacts('else')], key: 'CN=web' }),
      ],
      ['MW0113 istio-ingress/web-tls'],
    ],
    [
      'one without key, ended',
      [
        CERTIFICATE,
        rawSecret({
          chain: [{ ...LEAF, notAfter: '2026-01-02T00:00:00Z' }, MIDDLE],
        }),
      ],
      [
        'IST0161 istio-ingress/web-tls',
        'IST0161 istio-ingress/web-tls',
        'MW0115 istio-ingress/web-tls',
      ],
    ],
  ])('%s', (_, raw, expected) => {
    expect(served(raw)).toEqual(expected);
  });

  const roots = (cas: Parameters<typeof rawSecret>[0]) => [
    CERTIFICATE,
    rawSecret({ chain: [LEAF, MIDDLE], key: 'CN=web', ...cas }),
  ];

  it.each<[string, unknown[], string, string[]]>([
    ['no CA of clients', roots({}), 'MUTUAL', ['MW0116']],
    ['nothing where clients are not asked', roots({}), 'SIMPLE', []],
    [
      'a Bundle that has yet to write it',
      [...roots({}), rawBundle('web-tls-cacert', 'no source')],
      'MUTUAL',
      ['MW0116'],
    ],
    [
      'one intermediate',
      roots({ cas: [MIDDLE] }),
      'OPTIONAL_MUTUAL',
      ['MW0117'],
    ],
    ['nothing of a root', roots({ cas: [rootFacts()] }), 'MUTUAL', []],
  ])('whom a gateway trusts: %s', (_, raw, mode, codes) => {
    expect(served(raw, mode)).toEqual(
      codes.map(code => `${code} istio-ingress/web-tls`),
    );
  });

  it('looks for the CA of clients where the Gateway says it stands', () => {
    const apart = { caCertCredentialName: 'configmap://trust/partners' };
    expect(served(roots({}), 'MUTUAL', apart)).toEqual([]);
  });

  it('says nothing while Secrets are not all read', () => {
    const states = {
      'secrets:tls': 'fresh',
      'secrets:other': 'forbidden',
    };
    const raw = [...rawMesh(), CERTIFICATE, rawSecret({ key: 'CN=web' })];
    expect(found(raw, { states })).toEqual([]);
    expect(found(raw)).not.toEqual([]);
  });
});

describe('roots of the mesh', () => {
  const ROOT = rootFacts();
  const inMesh = (namespace: string) => [
    rawNamespace(namespace, { 'istio.io/rev': 'prod' }),
    rawPod({ app: namespace, namespace, proxy: {} }),
  ];
  const world = [...rawMesh(), ...['shop', 'pay'].flatMap(inMesh)];
  const everywhere = (...namespaces: string[]) =>
    namespaces.map(namespace => rawRoots(namespace, [ROOT]));

  it.each<[string, unknown[], string[]]>([
    [
      'nothing of the same everywhere',
      everywhere('shop', 'pay', 'istio-system'),
      [],
    ],
    ['a namespace without one', everywhere('shop'), ['MW0112 undefined/pay']],
    [
      'a namespace of Kubernetes may be without',
      [...everywhere('shop', 'pay'), ...inMesh('kube-system')],
      [],
    ],
    [
      'a namespace without proxies may be without',
      [
        ...everywhere('shop', 'pay'),
        rawNamespace('bare'),
        rawPod({ namespace: 'bare' }),
      ],
      [],
    ],
    [
      'one that holds nothing',
      [...everywhere('shop'), rawRoots('pay', [])],
      ['MW0112 pay/istio-ca-root-cert'],
    ],
    ['nothing where no istiod writes any', [], []],
    [
      'another one in one namespace',
      [
        ...everywhere('shop', 'istio-system'),
        rawRoots('pay', [rootFacts('new')]),
      ],
      ['MW0111 pay/istio-ca-root-cert'],
    ],
    [
      'an old one beside the new one in one namespace',
      [
        ...everywhere('shop', 'istio-system'),
        rawRoots('pay', [ROOT, rootFacts('new')]),
      ],
      ['MW0111 pay/istio-ca-root-cert'],
    ],
  ])('%s', (_, raw, expected) => {
    expect(found([...world, ...raw])).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['2026-03-25', ['MW0110 pay/istio-ca-root-cert']],
    ['2026-04-25', ['MW0110 pay/istio-ca-root-cert']],
    ['2026-02-01', []],
  ])('on %s: %j', (day, expected) => {
    const now = new Date(`${day}T00:00:00Z`);
    const raw = [...world, ...everywhere('shop', 'pay')];
    expect(found(raw, { now })).toEqual(expected);
  });

  it('says of no namespace that it has none while pods are not read', () => {
    const states = { pods: 'forbidden' };
    expect(found([...world, ...everywhere('shop')], { states })).toEqual([]);
  });
});
