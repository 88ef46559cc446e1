import fc from 'fast-check';
import type { ManifestObject } from '../build/manifest';
import { GOOD_OBJECTS } from '../testing/badObjects/goodObjects';
import { BAD_VALUES, replaced, spoilable } from '../testing/badObjects/spoil';
import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import {
  raw,
  rawGateway,
  rawIssuer,
  type RawObject,
  validateCase,
} from '../testing/validationWorld';

const ISTIO = 'networking.istio.io/v1';
const SECURITY = 'security.istio.io/v1';
const GATEWAY_API = 'gateway.networking.k8s.io/v1';

const GATEWAYS = 'gateways.networking.istio.io';

const PATH = 'clusters/eu-1/payments/web.yaml';

type Kind = keyof typeof GOOD_INPUTS;

/** An object as a file has it: without an age. */
function inFile(object: RawObject, path = PATH) {
  const { creationTimestamp: _, ...metadata } = object.metadata as Record<
    string,
    unknown
  >;
  return { path, object: { ...object, metadata } as unknown as ManifestObject };
}

function judge(
  kind: Kind,
  files: readonly RawObject[],
  {
    live = [],
    input = {},
    context = {},
  }: {
    live?: readonly RawObject[];
    input?: object;
    context?: object;
  } = {},
) {
  return validateCase({
    kind,
    input: { ...GOOD_INPUTS[kind], ...input },
    live,
    context: {
      repository: { objects: files.map(one => inFile(one)), unverified: [] },
      ...context,
    },
  });
}

function destinationRule(place: string, spec: object): RawObject {
  return raw(ISTIO, 'DestinationRule', place, { spec });
}

const takenHost = rawGateway('payments/web', ['cart.shop.example.com']);

interface Case {
  title: string;
  kind: Kind;
  files: RawObject[];
  live?: RawObject[];
  input?: object;
  /** `severity code` of a finding that names the file. */
  finds: string;
}

const CASES: Case[] = [
  {
    title: 'a host that a Gateway of another file serves',
    kind: 'ingress',
    files: [takenHost],
    finds: 'error IST0145',
  },
  {
    title: 'a host that a Gateway takes by a change that is merged',
    kind: 'ingress',
    files: [takenHost],
    live: [rawGateway('payments/web', ['pay.example.com'])],
    finds: 'error IST0145',
  },
  {
    title: 'a host that a Gateway of the Gateway API serves',
    kind: 'ingress',
    files: [
      raw(GATEWAY_API, 'Gateway', 'payments/web', {
        spec: {
          gatewayClassName: 'istio',
          addresses: [
            { type: 'Hostname', value: 'gw.istio-ingress.svc.cluster.local' },
          ],
          listeners: [
            {
              ...{ name: 'https', port: 443, protocol: 'HTTPS' },
              hostname: 'cart.shop.example.com',
            },
          ],
        },
      }),
    ],
    finds: 'error IST0145',
  },
  {
    title: 'a wildcard over the host',
    kind: 'ingress',
    files: [rawGateway('payments/web', ['*.shop.example.com'])],
    finds: 'warning MW-HOST-OVERLAP',
  },
  {
    title: 'another VirtualService of the mesh for the host',
    kind: 'egress',
    files: [
      raw(ISTIO, 'VirtualService', 'shop/partner', {
        spec: {
          hosts: ['api.partner.com'],
          http: [{ route: [{ destination: { host: 'api.partner.com' } }] }],
        },
      }),
    ],
    finds: 'error IST0109',
  },
  {
    title: 'a Certificate that writes the same Secret',
    kind: 'certificate',
    files: [
      raw('cert-manager.io/v1', 'Certificate', 'shop/other', {
        spec: {
          ...{ secretName: 'cart-server', dnsNames: ['a.example.com'] },
          issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
        },
      }),
    ],
    finds: 'error MW-SECRET-TAKEN',
  },
  {
    title: 'a DestinationRule for the same host',
    kind: 'egress',
    files: [
      destinationRule('istio-egress/partner', {
        host: 'api.partner.com',
        trafficPolicy: { tls: { mode: 'SIMPLE' } },
      }),
    ],
    finds: 'error MW0171',
  },
  {
    title: 'a ServiceEntry for the same host',
    kind: 'egress',
    files: [
      raw(ISTIO, 'ServiceEntry', 'payments/partner', {
        spec: {
          hosts: ['api.partner.com'],
          ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
          resolution: 'DNS',
        },
      }),
    ],
    finds: 'warning MW0170',
  },
  {
    title: 'a PeerAuthentication for the same scope',
    kind: 'mtls',
    files: [
      raw(SECURITY, 'PeerAuthentication', 'shop/web', {
        spec: { mtls: { mode: 'PERMISSIVE' } },
      }),
    ],
    finds: 'error IST0167',
  },
  {
    title: 'an object of the same name',
    kind: 'mtls',
    files: [raw(SECURITY, 'PeerAuthentication', 'shop/default', { spec: {} })],
    finds: 'warning MW-NAME-TAKEN',
  },
  {
    title: 'a namespace that comes with another file',
    kind: 'certificate',
    input: { namespace: 'fresh' },
    files: [raw('v1', 'Namespace', 'fresh')],
    finds: 'info MW0173',
  },
  {
    title: 'an issuer that comes with another file',
    kind: 'certificate',
    input: { issuer: { name: 'team-ca', kind: 'Issuer' } },
    files: [rawIssuer('Issuer', 'shop/team-ca')],
    finds: 'info MW0173',
  },
  {
    title: 'a Service that comes with another file',
    kind: 'ingress',
    input: { service: { name: 'basket', port: 8080 } },
    files: [
      raw('v1', 'Service', 'shop/basket', {
        spec: { selector: { app: 'cart' }, ports: [{ port: 8080 }] },
      }),
    ],
    finds: 'info MW0173',
  },
];

describe('the files of the repository', () => {
  it.each(CASES)('tell of $title', ({ kind, files, live, input, finds }) => {
    const { findings } = judge(kind, files, { live, input });
    const found = findings.find(
      ({ severity, code, path }) =>
        `${severity} ${code}` === finds && path === PATH,
    );
    expect([findings, found]).toEqual([findings, expect.anything()]);
    // What only the file knows is said to be of the file.
    expect(found?.cause.includes(PATH)).toBe(!live);
    const without = judge(kind, [], { live, input }).findings;
    expect(without.map(one => one.cause)).not.toContain(found?.cause);
    for (const { cause, fix } of findings) {
      expect(cause).toMatch(/[^.]\.$/);
      expect(fix).toMatch(/[^.][.?]$/);
    }
  });

  it.each([
    ['namespace', { namespace: 'fresh' }, raw('v1', 'Namespace', 'fresh')],
    [
      'issuer',
      { issuer: { name: 'team-ca', kind: 'Issuer' } },
      rawIssuer('Issuer', 'shop/team-ca'),
    ],
  ])('bring a %s, which is not missing then', (_, input, object) => {
    const errors = (files: RawObject[]) =>
      judge('certificate', files, { input }).findings.filter(
        ({ severity }) => severity !== 'info',
      );
    expect(errors([])).not.toEqual([]);
    expect(errors([object])).toEqual([]);
  });

  it('bring the Gateway that a route is bound to', () => {
    const result = validateCase({
      kind: 'ingress',
      input: GOOD_INPUTS.ingress,
      objects: built => built.filter(({ kind }) => kind === 'VirtualService'),
      context: {
        repository: {
          objects: [
            inFile(rawGateway('shop/cart-gateway', ['cart.shop.example.com'])),
          ],
          unverified: [],
        },
      },
    });
    const codes = result.findings.map(({ code, ref }) => [code, ref?.kind]);
    expect(codes).toContainEqual(['MW0173', 'Gateway']);
    expect(result.findings.map(({ cause }) => cause).join()).not.toContain(
      'does not exist',
    );
  });

  it('are not blamed on the change for what they do to each other', () => {
    const twins = ['payments/a', 'payments/b'].map(place =>
      rawGateway(place, ['pay.example.com']),
    );
    expect(judge('ingress', twins).findings).toEqual([]);
  });

  it('hold what the change is to write already, as its own', () => {
    const own = raw(
      SECURITY,
      'PeerAuthentication',
      'shop/default',
      { spec: { mtls: { mode: 'STRICT' } } },
      { annotations: { 'meshwright.dev/change': 'c1' } },
    );
    const context = { change: 'c1' };
    expect(judge('mtls', [own], { context }).findings).toEqual(
      judge('mtls', [], { context }).findings,
    );
  });

  it.each([
    ['may not be read', { dataStates: new Map([[GATEWAYS, 'forbidden']]) }],
    ['does not answer', { index: undefined, clusterState: 'unreachable' }],
  ])('do not tell what is in a cluster that %s', (_, context) => {
    const { findings } = judge('ingress', [takenHost], { context });
    const causes = findings.map(({ cause }) => cause).join('\n');
    expect(causes).not.toContain('not yet in the cluster');
    const known = judge('ingress', [takenHost]).findings;
    expect(known.map(({ cause }) => cause).join()).toContain(
      `is in ${PATH}, which is merged and not yet in the cluster.`,
    );
  });

  it('are named where the cluster does not answer', () => {
    const { findings } = judge('ingress', [takenHost], {
      context: { index: undefined, clusterState: 'unreachable' },
    });
    const found = findings.find(({ code }) => code === 'IST0145');
    expect(found?.cause).toMatch(
      new RegExp(`Gateway web is in ${PATH}, which is merged\\.$`),
    );
  });

  it('tell who uses what goes before that is live', () => {
    const objects = [
      raw(ISTIO, 'VirtualService', 'payments/web', {
        spec: { hosts: ['b.example.com'], gateways: ['shop/cart-gateway'] },
      }),
    ];
    const live = rawGateway('shop/cart-gateway', ['cart.shop.example.com']);
    const context = {
      remove: true,
      repository: {
        objects: objects.map(one => inFile(one)),
        unverified: [],
      },
    };
    const { findings } = judge('ingress', [], { live: [live], context });
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'MW0174',
        path: PATH,
        cause: expect.stringContaining(
          `VirtualService payments/web (${PATH}) would be left`,
        ),
      }),
    );
  });

  it('tell who uses what goes when the cluster is down', () => {
    const files = [
      rawGateway('shop/cart-gateway', ['cart.shop.example.com']),
      raw(ISTIO, 'VirtualService', 'payments/web', {
        spec: { hosts: ['b.example.com'], gateways: ['shop/cart-gateway'] },
      }),
    ];
    const { findings } = judge('ingress', [], {
      context: {
        ...{ index: undefined, clusterState: 'unreachable', remove: true },
        repository: {
          objects: files.map(one => inFile(one)),
          unverified: [],
        },
      },
    });
    expect(
      findings.map(({ code, severity }) => [code, severity]),
    ).toContainEqual(['MW0174', 'error']);
  });

  it('say what was not looked at, and count nothing for it', () => {
    const unverified = ['Files of clusters/eu-1/x were not looked at'];
    const without = judge('mtls', []);
    const { passed, ...result } = judge('mtls', [], {
      context: { repository: { objects: [], unverified } },
    });
    expect(result.unverified).toEqual([...without.unverified, ...unverified]);
    expect(passed).toBe(without.passed);
  });

  it.each([
    ['ingress', takenHost, 'IST0145'],
    [
      'mtls',
      raw(SECURITY, 'PeerAuthentication', 'shop/default', { spec: {} }),
      'MW-NAME-TAKEN',
    ],
  ] as const)(
    'tell of conflicts of %s when the cluster is down',
    (kind, object, code) => {
      const down = { index: undefined, clusterState: 'unreachable' };
      const result = judge(kind, [], {
        context: {
          ...down,
          repository: { objects: [inFile(object)], unverified: [] },
        },
      });
      expect(result.findings).toContainEqual(
        expect.objectContaining({ code, path: PATH }),
      );
      expect(result.unverified[0]).toContain('the cluster does not answer');
      expect(result.verifiedAgainst).toBeUndefined();
      // Nothing is said to be missing by those who cannot know.
      expect(result.findings.map(one => one.code)).not.toContain('IST0101');
    },
  );

  it('may hold anything', () => {
    const spoils = GOOD_OBJECTS.flatMap(object =>
      spoilable(object).map(path => ({ object, path })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...spoils),
        fc.constantFrom(...BAD_VALUES),
        fc.constantFrom<Kind>('ingress', 'egress', 'mtls', 'jwt'),
        ({ object, path }, value, kind) => {
          const bad = replaced(object, path, value) as RawObject;
          // What the reader of files lets through has these.
          const { metadata } = bad as { metadata?: { name?: unknown } };
          fc.pre(typeof metadata?.name === 'string');
          fc.pre(typeof bad.apiVersion === 'string');
          const objects = [
            { path: PATH, object: bad as unknown as ManifestObject },
          ];
          const { findings } = judge(kind, [], {
            context: { repository: { objects, unverified: [] } },
          });
          expect(findings).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 200 },
    );
  });
});
