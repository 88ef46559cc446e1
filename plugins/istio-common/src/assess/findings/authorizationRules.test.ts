import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import {
  ISSUER,
  rawAuthorizationPolicy,
  rawRequestAuthentication,
} from '../../testing/raw/security';
import { rawServiceEntry } from '../../testing/raw/egress';
import { rawWaypoint } from '../../testing/raw/dataPlane';
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

const { statuses } = findingProbe(recordAnswers(__filename));

/** The code and object of each finding on policies. */
function found(raw: readonly unknown[], objects: readonly unknown[] = MESH) {
  return statuses({}, /^MW02[5-9]/, ...objects, ...raw).map(
    ({ code, ref }) => `${code} ${ref.name}`,
  );
}

const from = (source: unknown) => ({ rules: [{ from: [{ source }] }] });
const to = (operation: unknown) => ({ rules: [{ to: [{ operation }] }] });
const deny = (spec: object) => ({ action: 'DENY', ...spec });

describe('rules about HTTP on ports that are no HTTP', () => {
  const world = [...MESH, STRICT];
  const method = to({ methods: ['PUT'] });
  const service = (port: object) =>
    rawService({ ports: [{ port: 9000, ...port }] });

  it.each([
    [{ name: 'tcp-raw' }, true],
    [{ name: 'TCP' }, true],
    [{ name: 'tls' }, true],
    [{ name: 'https-web' }, true],
    [{ name: 'mongo-x' }, true],
    [{ name: 'mysql' }, true],
    [{ name: 'redis' }, true],
    [{ name: 'http', appProtocol: 'tcp' }, true],
    [{ name: 'tcp-raw', appProtocol: 'http' }, false],
    [{ name: 'http2-x' }, false],
    [{ name: 'grpc' }, false],
    // Envoy looks itself what it is.
    [{ name: 'whatever' }, false],
    [{}, false],
    [{ name: 'tcp-raw', protocol: 'UDP' }, false],
  ])('MW0251 for a port %j: %s', (port, is) => {
    const raw = [service(port), rawAuthorizationPolicy(deny(method))];
    expect(found(raw, world)).toEqual(is ? ['MW0251 access'] : []);
  });

  const tcp = service({ name: 'tcp-raw', targetPort: 9001 });
  const second = [
    rawPod({ app: 'web', proxy: {} }),
    rawService({ app: 'web', ports: [{ name: 'tcp', port: 7000 }] }),
  ];

  it.each<[string, unknown[], string[]]>([
    [
      'a DENY by path denies everything; it is told of one workload',
      [tcp, ...second, rawAuthorizationPolicy(deny(to({ paths: ['/a'] })))],
      ['MW0251 access'],
    ],
    [
      'of two rules one is enough',
      [
        tcp,
        rawAuthorizationPolicy({
          action: 'DENY',
          rules: [
            { from: [{ source: { namespaces: ['x'] } }] },
            { to: [{ operation: { methods: ['PUT'] } }] },
          ],
        }),
      ],
      ['MW0251 access'],
    ],
    [
      'a DENY for the very port does',
      [
        tcp,
        rawAuthorizationPolicy(deny(to({ methods: ['PUT'], ports: ['9001'] }))),
      ],
      ['MW0251 access'],
    ],
    [
      'a DENY for another port does not',
      [
        tcp,
        rawAuthorizationPolicy(deny(to({ methods: ['PUT'], ports: ['80'] }))),
      ],
      [],
    ],
    [
      'of two such ports it is the second',
      [
        rawService({
          ports: [
            { name: 'tcp-lost', port: 1, targetPort: 'undeclared' },
            { name: 'tcp-a', port: 9000, targetPort: 9001 },
            { name: 'tcp-b', port: 9002, targetPort: 9003 },
          ],
        }),
        rawAuthorizationPolicy(deny(to({ methods: ['PUT'], ports: ['9003'] }))),
      ],
      ['MW0251 access'],
    ],
    [
      'an ALLOW that by HTTP lets nothing in there either is meant so',
      [tcp, rawAuthorizationPolicy(to({ methods: ['PUT'], ports: ['80'] }))],
      [],
    ],
    [
      'an AUDIT beside an ALLOW is not at fault',
      [
        tcp,
        rawAuthorizationPolicy(to({ hosts: ['cart'] })),
        rawAuthorizationPolicy(
          { action: 'AUDIT', ...method },
          { name: 'audit' },
        ),
      ],
      ['MW0252 access'],
    ],
    [
      'a DENY that names the client too does not',
      [
        tcp,
        rawAuthorizationPolicy(
          deny({
            rules: [
              {
                from: [{ source: { namespaces: ['shop'] } }],
                to: [{ operation: { methods: ['PUT'] } }],
              },
            ],
          }),
        ),
      ],
      [],
    ],
    [
      'an ALLOW by host lets nothing in',
      [tcp, rawAuthorizationPolicy(to({ hosts: ['cart'] }))],
      ['MW0252 access'],
    ],
    ['an ALLOW of nothing is meant so', [tcp, rawAuthorizationPolicy({})], []],
    [
      'only what is enforced counts',
      [
        tcp,
        rawAuthorizationPolicy({ action: 'AUDIT', ...method }),
        rawAuthorizationPolicy(deny(method), {
          name: 'trial',
          annotations: { 'istio.io/dry-run': 'true' },
        }),
      ],
      [],
    ],
    [
      'gateways have the ports that their Gateways make',
      [
        rawService({
          name: 'edge-tcp',
          namespace: 'istio-ingress',
          app: 'istio-ingressgateway',
          ports: [{ name: 'tcp', port: 9000 }],
        }),
        rawAuthorizationPolicy(deny(method), EDGE),
      ],
      [],
    ],
  ])('%s', (_, raw, expected) => {
    expect(found(raw, world)).toEqual(expected);
  });

  it('MW0268: ztunnel denies more, and lets less in, than a rule of HTTP says', () => {
    const ambient = [
      rawNamespace('amber', { 'istio.io/dataplane-mode': 'ambient' }),
      ...['a', 'b'].map(app =>
        rawPod({
          app,
          namespace: 'amber',
          annotations: { 'ambient.istio.io/redirection': 'enabled' },
        }),
      ),
    ];
    const own = { namespace: 'amber' };
    const stream = rawService({
      app: 'a',
      namespace: 'amber',
      ports: [{ name: 'tcp', port: 8080 }],
    });
    const both = {
      from: [{ source: { namespaces: ['shop'] } }],
      to: [{ operation: { methods: ['PUT'] } }],
    };
    const raw = [
      rawAuthorizationPolicy(deny(method), own),
      rawAuthorizationPolicy(to({ hosts: ['x'] }), { name: 'let-in', ...own }),
      rawAuthorizationPolicy(from({ namespaces: ['shop'] }), {
        name: 'sound',
        ...own,
      }),
      rawAuthorizationPolicy(deny({ rules: [both] }), { name: 'two', ...own }),
    ];
    expect(found([...ambient, stream, ...raw], world)).toEqual([
      'MW0268 access',
      'MW0268 let-in',
      'MW0268 two',
    ]);
  });
});

describe('what policies are attached to', () => {
  const K8S = 'gateway.networking.k8s.io';
  const world = [
    ...MESH,
    STRICT,
    rawService(),
    rawServiceEntry({ exportTo: ['*'] }),
    rawWaypoint(),
  ];
  const attached = (targetRefs: unknown[], options = {}) =>
    rawAuthorizationPolicy({ targetRefs, rules: [{}] }, options);

  it.each([
    ['Service', '', 'cart', true],
    ['Service', 'core', 'cart', true],
    ['Service', '', 'gone', false],
    ['Service', 'apps', 'cart', false],
    ['ServiceEntry', 'networking.istio.io', 'nginx', true],
    ['ServiceEntry', '', 'nginx', false],
    ['ServiceEntry', 'networking.istio.io', 'gone', false],
    ['Gateway', K8S, 'waypoint', true],
    ['Gateway', 'networking.istio.io', 'waypoint', false],
    ['Pod', '', 'cart-1', false],
    ['Deployment', 'apps', 'cart', false],
  ])('MW0260: %s of group "%s" called %s can be: %s', (...one) => {
    const [kind, group, name, sound] = one;
    expect(found([attached([{ kind, group, name }])], world)).toEqual(
      sound ? [] : ['MW0260 access'],
    );
  });

  it('MW0260: each target by itself, in its own namespace', () => {
    const service = { kind: 'Service', group: '', name: 'cart' };
    const raw = attached([
      { ...service, namespace: 'shop' },
      { ...service, namespace: 'other' },
      { ...service, name: 'gone' },
    ]);
    expect(found([raw], world)).toHaveLength(2);
  });

  it('MW0260: a GatewayClass of waypoints, in the root namespace', () => {
    const root = { namespace: 'istio-system' };
    const other = { kind: 'GatewayClass', group: K8S, name: 'istio' };
    const waypoints = { ...other, name: 'istio-waypoint' };
    expect(found([attached([waypoints], root)], world)).toEqual([]);
    expect(found([attached([other], root)], world)).toHaveLength(1);
    expect(found([attached([waypoints])], world)).toHaveLength(1);
  });

  const token = { jwtRules: [{ issuer: ISSUER }] };
  const selector = { matchLabels: { app: 'cart' } };
  const service = [{ kind: 'Service', group: '', name: 'cart' }];

  it.each<[string, unknown, string[]]>([
    [
      'MW0259: a selector without pods',
      rawRequestAuthentication({ selector: { matchLabels: { app: 'no' } } }),
      ['MW0259 oidc'],
    ],
    [
      'nothing of one with a target, which has no pods',
      rawRequestAuthentication({ targetRefs: service }),
      [],
    ],
    [
      'MW0260: a selector beside targets',
      rawRequestAuthentication({ ...token, selector, targetRefs: service }),
      ['MW0260 oidc'],
    ],
    [
      'MW0263: labels beside a selector',
      rawAuthorizationPolicy({
        selector,
        matchLabels: { app: 'web' },
        rules: [{}],
      }),
      ['MW0263 access'],
    ],
    [
      'MW0263: labels without a selector',
      rawAuthorizationPolicy({ matchLabels: { app: 'web' }, rules: [{}] }),
      ['MW0263 access'],
    ],
    [
      'nothing of labels beside a target, which decides',
      rawAuthorizationPolicy({
        targetRefs: service,
        matchLabels: { app: 'web' },
        rules: [{}],
      }),
      [],
    ],
  ])('%s', (_, raw, expected) => {
    expect(found([raw], world)).toEqual(expected);
  });
});
