import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import {
  rawNodeAgent,
  rawTagService,
  rawWaypoint,
} from '../../testing/raw/dataPlane';
import { rawIstioObject } from '../../testing/raw/istioObject';
import {
  rawDeployment,
  rawDestinationRule,
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawService,
} from '../../testing/rawObjects';

const { found } = findingProbe(recordAnswers(__filename));

const PROD = { 'istio.io/rev': 'prod' };
const young = { createdAt: '2026-01-09T00:00:00Z' };

describe('PeerAuthentications that do nothing', () => {
  const policy = (name: string, spec: object, options: object = {}) =>
    rawPeerAuthentication(spec as Record<string, unknown>, {
      name,
      ...options,
    });
  const selector = (matchLabels: object) => ({ selector: { matchLabels } });
  const root = { namespace: 'istio-system' };
  const ports = { portLevelMtls: { 8080: { mode: 'STRICT' } } };

  it.each<[string, unknown[], string[]]>([
    [
      'the younger of two for a namespace',
      [policy('a', {}, young), policy('b', {})],
      ['shop/a'],
    ],
    [
      'of three the two that are younger',
      [policy('c', {}), policy('a', {}, young), policy('b', {}, young)],
      ['shop/a', 'shop/b'],
    ],
    [
      'the younger of two for the same pods, whatever the order of labels',
      [
        policy('a', selector({ x: '1', y: '2' }), young),
        policy('b', selector({ y: '2', x: '1' })),
      ],
      ['shop/a'],
    ],
    [
      'not one for other pods',
      [
        policy('a', selector({ x: '1' })),
        policy('b', selector({ x: '2' })),
        policy('c', {}),
      ],
      [],
    ],
    [
      'not one of another namespace',
      [policy('a', {}), policy('a', {}, { namespace: 'other' })],
      [],
    ],
    ['ports without a selector', [policy('a', ports)], ['shop/a']],
    [
      'ports in the root namespace as well',
      [policy('a', ports, root)],
      ['istio-system/a'],
    ],
    [
      'a selector in the root namespace',
      [
        policy('a', { ...selector({ x: '1' }), ...ports }, root),
        policy('b', {}, root),
      ],
      ['istio-system/a'],
    ],
  ])('IST0167: %s', (_, raw, names) => {
    expect(found(['IST0167'], ...raw)).toEqual(
      names.map(name => `IST0167 warning PeerAuthentication ${name}`),
    );
  });
});

describe('control planes, tags and waypoints', () => {
  it('MW0204 and MW0205: what leads to no istiod', () => {
    const raw = [
      rawIstiod('1-30-3', '1.30.3'),
      rawInjector('1-29-4'),
      rawInjector('1-28-4', 'old'),
      rawTagService('older', '1-27-1'),
      rawNamespace('a', { 'istio.io/rev': 'gone' }),
      rawNamespace('b', { 'istio-injection': 'enabled', ...PROD }),
      rawNamespace('kube-system', { 'istio.io/rev': 'gone' }),
      rawNamespace('c', {
        'istio-injection': 'disabled',
        'istio.io/rev': 'gone',
      }),
    ];
    expect(found(['MW0204', 'MW0205'], ...raw)).toHaveLength(5);
  });

  it('MW0207: agents of the nodes, each by what it does', () => {
    const raw = [
      ...rawMesh(),
      rawNodeAgent('ztunnel', { desired: 5, ready: 3 }),
      rawNodeAgent('cni', { ready: 2 }),
    ];
    expect(found(['MW0207'], ...raw)).toHaveLength(2);
  });

  it('MW0211: pods by their own label; not what may be meant for workloads', () => {
    const use = (name: string) => ({ 'istio.io/use-waypoint': name });
    const template = (labels: object) => ({
      metadata: { labels: { app: 'cart', ...labels } },
      spec: {},
    });
    const raw = [
      rawNamespace('shop', use('waypoint')),
      rawWaypoint({ labels: { 'istio.io/waypoint-for': 'workload' } }),
      rawService(),
      rawDeployment({ spec: { template: template(use('gone')) } }),
      rawDeployment({
        app: 'web',
        spec: { template: template(use('waypoint')) },
      }),
      rawDeployment({ app: 'none', spec: { template: template(use('none')) } }),
    ];
    expect(found(['MW0211'], ...raw)).toEqual([
      'MW0211 error Deployment shop/cart',
    ]);
  });

  it('IST0175: keys are fetched from anywhere, by istiod alone', () => {
    const plane = (env: object[], name = 'istiod') => {
      const made = rawIstiod('default', '1.30.3');
      return {
        ...made,
        metadata: { ...made.metadata, name },
        spec: {
          template: {
            metadata: { labels: { app: 'istiod' } },
            spec: {
              containers: [{ name: 'discovery', image: 'pilot:1.30.3', env }],
            },
          },
        },
      };
    };
    const policy = (name: string) =>
      rawIstioObject('security', 'RequestAuthentication', name, {
        jwtRules: [],
      });
    const guarded = [
      { name: 'BLOCKED_CIDRS_IN_JWKS_URIS', value: '10.0.0.0/8' },
    ];
    const of = (...raw: unknown[]) => found(['IST0175'], ...raw);
    expect(of(plane([]))).toEqual([]);
    expect(of(plane([]), policy('a'))).toHaveLength(1);
    expect(of(plane([]), policy('a'), policy('b'))).toHaveLength(1);
    expect(of(plane(guarded), policy('a'))).toEqual([]);
  });
});

describe('what a port of the mesh takes', () => {
  const strict = { mtls: { mode: 'STRICT' } };
  const world = [
    ...rawMesh(),
    rawPod({
      proxy: {},
      ports: [{ containerPort: 8080 }, { containerPort: 9090 }],
    }),
    rawService(),
    rawService({
      name: 'admin',
      app: 'cart',
      ports: [{ name: 'http', port: 9090 }],
    }),
  ];

  it.each<[string, unknown[], string[]]>([
    ['by default', [], ['StatefulSet shop/cart']],
    [
      'by a policy',
      [rawPeerAuthentication({ mtls: { mode: 'PERMISSIVE' } })],
      ['StatefulSet shop/cart'],
    ],
    [
      'on one port',
      [
        rawPeerAuthentication(
          {
            selector: { matchLabels: { app: 'cart' } },
            ...strict,
            portLevelMtls: { 9090: { mode: 'DISABLE' } },
          },
          { name: 'own' },
        ),
      ],
      ['StatefulSet shop/cart'],
    ],
    ['nowhere', [rawPeerAuthentication(strict)], []],
  ])('MW0003: plain text %s', (_, raw, names) => {
    expect(found(['MW0003'], ...world, ...raw)).toEqual(
      names.map(name => `MW0003 info ${name}`),
    );
  });

  it('MW0002: rules by which clients send what a STRICT port refuses, each once', () => {
    const rule = (
      name: string,
      host: string,
      mode: string,
      more: object = {},
    ) =>
      rawDestinationRule(
        { host, trafficPolicy: { tls: { mode }, ...more } },
        { name },
      );
    const raw = [
      rawPeerAuthentication(strict),
      rule('plain', 'cart', 'DISABLE'),
      rule('simple', 'admin', 'SIMPLE'),
      rule('sound', 'admin.shop.svc.cluster.local', 'ISTIO_MUTUAL'),
      rule('other', 'nobody', 'DISABLE'),
    ];
    expect(found(['MW0002'], ...world, ...raw)).toEqual([
      'MW0002 error DestinationRule shop/plain',
      'MW0002 error DestinationRule shop/simple',
    ]);
    expect(found(['MW0002'], ...world, ...raw.slice(1))).toEqual([]);
  });

  const own = rawPeerAuthentication(
    { selector: { matchLabels: { app: 'cart' } }, ...strict },
    { name: 'own' },
  );
  const off = (options: object = {}) =>
    rawPeerAuthentication({ mtls: { mode: 'DISABLE' } }, options);
  const root = { namespace: 'istio-system' };

  const CART = { matchLabels: { app: 'cart' } };
  const strictAt8080 = rawPeerAuthentication(
    {
      selector: CART,
      mtls: { mode: 'PERMISSIVE' },
      portLevelMtls: { 8080: { mode: 'STRICT' } },
    },
    { name: 'own' },
  );

  it.each<[string, unknown[], boolean]>([
    ['a namespace', [own, off()], true],
    ['the mesh', [own, off(root)], true],
    [
      'the mesh, where the namespace says otherwise',
      [own, off(root), rawPeerAuthentication({ mtls: { mode: 'PERMISSIVE' } })],
      false,
    ],
    [
      'the mesh, where the namespace says nothing',
      [own, off(root), rawPeerAuthentication({})],
      true,
    ],
    [
      'the younger policy of a namespace',
      [
        own,
        off({ name: 'late', ...young }),
        rawPeerAuthentication({ mtls: { mode: 'PERMISSIVE' } }),
      ],
      false,
    ],
    [
      'other pods',
      [
        own,
        rawPeerAuthentication(
          {
            selector: { matchLabels: { app: 'web' } },
            mtls: { mode: 'DISABLE' },
          },
          { name: 'web' },
        ),
      ],
      false,
    ],
    [
      'a namespace with a rule for the Service',
      [own, off(), rawDestinationRule({ host: 'cart' })],
      false,
    ],
    [
      'a namespace with a rule for another',
      [own, off(), rawDestinationRule({ host: 'web' })],
      true,
    ],
    ['a namespace whose own policy is STRICT nowhere', [off()], false],
    ['a namespace, at one of their ports', [strictAt8080, off()], true],
    [
      'a namespace, where they take plain text',
      [
        rawPeerAuthentication(
          { selector: CART, mtls: { mode: 'PERMISSIVE' } },
          { name: 'own' },
        ),
        off(),
      ],
      false,
    ],
  ])('MW0265: STRICT pods below DISABLE of %s', (_, raw, is) => {
    expect(found(['MW0265'], ...world, ...raw)).toEqual(
      is ? ['MW0265 error PeerAuthentication shop/own'] : [],
    );
  });
});
