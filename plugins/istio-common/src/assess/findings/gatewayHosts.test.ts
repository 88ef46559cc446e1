import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import {
  TEST_PEM,
  facts,
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
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

const WORLD = [...rawMesh(), ...rawIngressGateway(), rawIssuer()];

const { found, foundIn } = findingProbe(recordAnswers(__filename), WORLD);

const young = { createdAt: '2026-01-09T00:00:00Z' };
const http = (host: string, more = {}) => ({
  port: { number: 80, name: 'http', protocol: 'HTTP' },
  hosts: [host],
  ...more,
});

describe('credentials of Gateways', () => {
  const two = [
    rawGateway([
      httpsServer('a.example.com', 'a-tls'),
      httpsServer('b.example.com', 'a-tls', {
        port: { number: 444, name: 'b', protocol: 'HTTPS' },
      }),
      httpsServer('c.example.com', undefined, {
        port: { number: 445, name: 'c', protocol: 'HTTPS' },
        tls: { mode: 'PASSTHROUGH', credentialName: 'a-tls' },
      }),
    ]),
    rawGateway([httpsServer('d.example.com', 'istio-ingress/a-tls')], {
      name: 'd',
    }),
  ];
  const writer = (name: string, namespace: string) =>
    rawCertificate({ name, namespace, spec: { secretName: 'a-tls' } });
  const read = { pem: TEST_PEM };
  const chain = [
    facts('a', 'CN=root', { dnsNames: ['a.example.com'] }),
    rootFacts(),
  ];
  const other = rawSecret({ name: 'other', chain, key: 'CN=a' });

  it.each<[string, unknown[], object, string[]]>([
    [
      'the first Certificate elsewhere is named, once for each Gateway',
      [...two, writer('z', 'aaa'), writer('a', 'shop')],
      {},
      ['d', 'web'],
    ],
    [
      'nothing where one writes it beside the pods',
      [...two, writer('a', 'shop'), writer('b', 'istio-ingress')],
      {},
      [],
    ],
    ['nothing where no Certificate tells', two, {}, []],
    [
      'what is missing among the Secrets that are read',
      [...two, other],
      read,
      ['d', 'web'],
    ],
    [
      'and who writes it elsewhere',
      [...two, other, writer('a', 'shop')],
      read,
      ['d', 'web'],
    ],
    [
      'nothing where it is read',
      [...two, other, rawSecret({ name: 'a-tls', chain, key: 'CN=a' })],
      read,
      [],
    ],
  ])('IST0101: %s', (_, raw, options, names) => {
    expect(foundIn(options, ['IST0101'], ...raw)).toEqual(
      names.map(name => `IST0101 error Gateway shop/${name}`),
    );
  });

  it('MW0001: each host that a certificate does not name, with its Gateways', () => {
    const raw = [
      rawGateway([
        httpsServer('web.example.com'),
        httpsServer('b.example.com', 'web-tls', {
          hosts: ['b.example.com', '*.wild.org', 'shop/c.example.com'],
          port: { number: 444, name: 'b', protocol: 'HTTPS' },
        }),
        http('plain.example.com'),
        httpsServer('else.example.com', 'else-tls', {
          port: { number: 446, name: 'e', protocol: 'HTTPS' },
        }),
      ]),
      rawGateway(
        [
          httpsServer('b.example.com', 'web-tls', {
            port: { number: 445, name: 'b', protocol: 'HTTPS' },
          }),
        ],
        { name: 'other' },
      ),
      // Of b.example.com on port 444 the older Gateway is served, not this one.
      rawGateway(
        [
          httpsServer('late.example.com'),
          httpsServer('b.example.com', 'web-tls', {
            port: { number: 444, name: 'b', protocol: 'HTTPS' },
          }),
        ],
        { name: 'young', ...young },
      ),
      ...['web', 'b', 'c', 'late', 'plain', 'else'].map(name =>
        rawRoute(`${name}.example.com`, 'cart', {
          name,
          gateways: ['web', 'other', 'young'],
        }),
      ),
      rawPod({ proxy: {} }),
      rawService(),
      rawCertificate({
        spec: { dnsNames: ['web.example.com', 'x.example.com'] },
      }),
      rawCertificate({
        name: 'covers-all',
        spec: { secretName: 'wild', dnsNames: ['*.example.com'] },
      }),
    ];
    expect(new Set(found(['MW0001'], ...raw))).toEqual(
      new Set(['MW0001 error Certificate istio-ingress/web-tls']),
    );
  });
});

describe('VirtualServices at their Gateways', () => {
  const route = (hosts: string[], gateways: string[], more = {}) =>
    rawRoute('', 'cart', { gateways, spec: { hosts }, ...more });
  const gateway = rawGateway([
    http('a.example.com', {
      hosts: [
        'a.example.com',
        'shop/b.example.com',
        './c.example.com',
        '*/d.example.com',
        'other/e.example.com',
        '*.wild.org',
        'cart.shop.svc.cluster.local',
      ],
    }),
  ]);
  const world = [gateway, rawService(), rawPod({ proxy: {} })];

  it.each<[string, string[], string, number]>([
    [
      'shop',
      ['a.example.com', 'b.example.com', 'c.example.com', 'd.example.com'],
      'web',
      0,
    ],
    ['shop', ['e.example.com'], 'web', 1],
    ['shop', ['x.wild.org', '*.x.wild.org', '*'], 'web', 0],
    ['shop', ['wild.org'], 'web', 1],
    ['shop', ['cart'], 'web', 0],
    ['shop', ['web'], 'web', 1],
    [
      'other',
      ['a.example.com', 'd.example.com', 'e.example.com'],
      'shop/web',
      0,
    ],
    [
      'other',
      ['b.example.com', 'c.example.com', 'a.example.com'],
      'shop/web',
      1,
    ],
    ['shop', ['x.org', 'y.org'], 'web', 1],
    // Istio takes ./ as the namespace of the VirtualService.
    ['shop', ['y.org'], './web', 1],
  ])(
    'IST0132: from namespace %s %j at %s: %d',
    (namespace, hosts, at, count) => {
      const raw = [...world, route(hosts, [at, at, 'mesh'], { namespace })];
      expect(found(['IST0132', 'IST0101'], ...raw)).toHaveLength(
        // The Service cart of shop is not that of another namespace.
        count + (namespace === 'other' ? 1 : 0),
      );
    },
  );

  it('IST0101 and IST0165: Gateways that are not there, and one that istiod made', () => {
    const raw = [
      ...world,
      route(
        ['a.example.com'],
        [
          'mesh',
          'web',
          'gone',
          'gone',
          'shop/gone',
          'other/web',
          'shop/k~istio-autogenerated-k8s-gateway~http',
        ],
      ),
    ];
    expect(found(['IST0101', 'IST0165'], ...raw)).toHaveLength(4);
  });
});
