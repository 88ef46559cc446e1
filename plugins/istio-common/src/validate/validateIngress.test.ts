import { buildIngress } from '../build/ingress/buildIngress';
import { annotateChange } from '../build/annotateChange';
import {
  type IngressIntent,
  type IngressIntentInput,
  ingressIntentSchema,
} from '../build/ingress/ingressIntent';
import type { ManifestObject } from '../build/manifest';
import { MeshIndex } from '../index/MeshIndex';
import type { MeshObject } from '../model/meshObject';
import type { ExposureZone } from '../model/zones';
import { validateIngress } from './validateIngress';
import type { ValidationContext } from './validationContext';

const NOW = new Date('2026-11-22T14:20:00Z');

const zone: ExposureZone = {
  name: 'shop',
  domain: 'shop.example.com',
  issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
  gateway: {
    namespace: 'istio-ingress',
    selector: { istio: 'ingressgateway' },
  },
};

function intentOf(change: Partial<IngressIntentInput> = {}): IngressIntent {
  return ingressIntentSchema.parse({
    cluster: 'eu-1',
    namespace: 'shop',
    service: { name: 'cart', port: 8080 },
    host: 'cart.shop.example.com',
    gateway: { namespace: 'istio-ingress' },
    issuer: { name: 'mesh-ca' },
    ...change,
  });
}

const gatewayPod: MeshObject = {
  type: 'pod',
  ref: {
    group: '',
    kind: 'Pod',
    namespace: 'istio-ingress',
    name: 'istio-ingressgateway-1',
  },
  labels: { istio: 'ingressgateway', app: 'istio-ingressgateway' },
  ready: true,
};

const world: MeshObject[] = [
  ...['shop', 'istio-ingress', 'payments'].map(
    (name): MeshObject => ({
      type: 'namespace',
      ref: { group: '', kind: 'Namespace', name },
    }),
  ),
  {
    type: 'service',
    ref: { group: '', kind: 'Service', namespace: 'shop', name: 'cart' },
    selector: { app: 'cart' },
    ports: [
      { port: 8080, name: 'http', targetPort: '8080', protocol: 'TCP' },
      { port: 9090, name: 'metrics', targetPort: '9090', protocol: 'TCP' },
    ],
  },
  {
    type: 'pod',
    ref: { group: '', kind: 'Pod', namespace: 'shop', name: 'cart-1' },
    labels: { app: 'cart' },
    ready: true,
  },
  gatewayPod,
  {
    type: 'service',
    ref: {
      group: '',
      kind: 'Service',
      namespace: 'istio-ingress',
      name: 'istio-ingressgateway',
    },
    selector: { istio: 'ingressgateway' },
    ports: [{ port: 443, name: 'https', targetPort: '8443', protocol: 'TCP' }],
  },
  {
    type: 'issuer',
    ref: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'mesh-ca' },
    conditions: [{ type: 'Ready', status: 'True' }],
  },
];

function gateway(
  namespace: string,
  name: string,
  hosts: string[],
  rest: {
    createdAt?: string;
    selector?: Record<string, string>;
    port?: number;
  } = {},
): MeshObject {
  return {
    type: 'gateway',
    ref: { group: 'networking.istio.io', kind: 'Gateway', namespace, name },
    createdAt: rest.createdAt ?? '2025-03-11T08:00:00Z',
    selector: rest.selector ?? { istio: 'ingressgateway' },
    servers: [
      {
        port: rest.port ?? 443,
        protocol: 'HTTPS',
        hosts,
        tls: { mode: 'SIMPLE', credentialName: `${name}-cert` },
      },
    ],
  };
}

function validate(
  change: Partial<IngressIntentInput> = {},
  more: MeshObject[] = [],
  context: Partial<ValidationContext> = {},
) {
  const intent = intentOf(change);
  return validateIngress(intent, buildIngress(intent).objects, {
    index: MeshIndex.build([...world, ...more]),
    zones: [zone],
    now: NOW,
    ...context,
  });
}

const codes = (result: ReturnType<typeof validate>) =>
  result.findings.map(({ code, field }) => `${code} ${field}`);

describe('validateIngress', () => {
  it('passes what is right and counts the checks', () => {
    expect(validate()).toEqual({
      findings: [],
      passed: 17,
      unverified: [],
      verifiedAgainst: { cluster: 'eu-1', at: '2026-11-22T14:20:00.000Z' },
    });
  });

  it('names the time at which the cluster was read', () => {
    const confirmedAt = '2026-11-22T14:19:20Z';
    expect(validate({}, [], { confirmedAt }).verifiedAgainst?.at).toBe(
      confirmedAt,
    );
  });

  it.each<[string, Partial<IngressIntentInput>, string, RegExp, RegExp]>([
    [
      'a host outside the zones',
      { host: 'cart.example.org' },
      'MW-HOST-ZONE host',
      /outside every zone/,
      /Use a host in shop\.example\.com, for example cart\.shop\.example\.com/,
    ],
    [
      'a host that only ends alike',
      { host: 'cart.myshop.example.com' },
      'MW-HOST-ZONE host',
      /outside every zone/,
      /shop\.example\.com/,
    ],
    [
      'a wildcard in a shared zone',
      { host: '*.shop.example.com' },
      'MW-HOST-WILDCARD host',
      /every free name of zone shop/,
      /Name the host/,
    ],
    [
      'a namespace that does not exist',
      { namespace: 'shpo', service: { name: 'cart', port: 8080 } },
      'IST0101 namespace',
      /Namespace shpo does not exist in eu-1/,
      /create/,
    ],
    [
      'a service that does not exist',
      { service: { name: 'carts', port: 8080 } },
      'IST0101 service.name',
      /Service shop\/carts does not exist in eu-1/,
      /Did you mean cart\?/,
    ],
    [
      'a port that the service does not have',
      { service: { name: 'cart', port: 9999 } },
      'IST0101 service.port',
      /Service shop\/cart in eu-1 has no port 9999/,
      /It has 8080 \(http\), 9090 \(metrics\)/,
    ],
    [
      'an issuer of another zone',
      { issuer: { name: 'vault-issuer' } },
      'MW-ZONE-ISSUER issuer.name',
      /signed by ClusterIssuer mesh-ca/,
      /Use ClusterIssuer mesh-ca/,
    ],
    [
      'a gateway of another zone',
      { gateway: { namespace: 'istio-system' } },
      'MW-ZONE-GATEWAY gateway',
      /istio=ingressgateway in istio-ingress, not by/,
      /Use the gateway/,
    ],
  ])('stops %s', (_, change, code, cause, fix) => {
    const { findings } = validate(change);
    expect(findings.map(f => `${f.code} ${f.field}`)).toContain(code);
    const finding = findings.find(f => `${f.code} ${f.field}` === code);
    expect(finding).toMatchObject({
      severity: 'error',
      cause: expect.stringMatching(cause),
      fix: expect.stringMatching(fix),
    });
  });

  describe('zones', () => {
    it('says whom to ask when there is none', () => {
      const { findings } = validate({}, [], { zones: [] });
      expect(findings[0]).toMatchObject({
        code: 'MW-HOST-ZONE',
        fix: expect.stringContaining('istio.exposure.zones'),
      });
    });

    it('says for whom a zone is', () => {
      const zones = [{ ...zone, clusters: ['us-1'], namespaces: ['web'] }];
      const { findings } = validate({}, [], { zones });
      expect(findings[0].fix).toContain('clusters us-1 and namespaces web');
    });

    it('lets the longest domain govern', () => {
      const cart = {
        ...zone,
        name: 'cart',
        domain: 'cart.shop.example.com',
        issuer: { kind: 'ClusterIssuer' as const, name: 'cart-ca' },
      };
      expect(codes(validate({}, [], { zones: [zone, cart] }))).toEqual([
        'MW-ZONE-ISSUER issuer.name',
      ]);
    });

    it.each([
      ['of the Istio API', {}],
      ['of the Gateway API', { form: 'gateway-api' as const }],
    ])('lets a gateway of its own %s serve where it says so', (_, form) => {
      const change = { ...form, gateway: { namespace: 'shop', own: {} } };
      const refused = validate(change);
      expect(codes(refused)).toContain('MW-ZONE-GATEWAY gateway');
      expect(refused.findings[0].fix).toMatch(/ownGateways in the zone\.$/);
      const zones = [{ ...zone, ownGateways: true }];
      // The injector that the pods need is not in this world.
      expect(codes(validate(change, [], { zones }))).not.toContain(
        'MW-ZONE-GATEWAY gateway',
      );
    });

    it('lets several exposures of a namespace share its gateway, no other namespace', () => {
      const zones = [{ ...zone, ownGateways: true }];
      const selector = { istio: 'cart-ingressgateway' };
      const share = (namespace: string) =>
        codes(
          validate({ gateway: { namespace, selector } }, [], { zones }),
        ).filter(code => code.startsWith('MW-ZONE'));
      expect(share('shop')).toEqual([]);
      expect(share('istio-ingress')).toEqual(['MW-ZONE-GATEWAY gateway']);
    });

    it('lets the owner of a zone use a wildcard', () => {
      const zones = [{ ...zone, namespaces: ['shop'] }];
      expect(
        codes(validate({ host: '*.shop.example.com' }, [], { zones })),
      ).toEqual([]);
    });
  });

  describe('host conflicts', () => {
    it('names the Gateway and two ways out', () => {
      const shop = gateway('shop', 'shop-gateway', ['cart.shop.example.com']);
      const { findings } = validate({}, [shop]);
      expect(findings).toEqual([
        {
          code: 'IST0145',
          severity: 'error',
          ref: shop.ref,
          field: 'host',
          cause:
            'Host cart.shop.example.com is served by Gateway shop/shop-gateway in eu-1 on the same gateway pods and port 443 since 2025-03-11; Istio keeps the oldest Gateway, so yours would be dropped without an error.',
          fix: 'Add a path on Gateway shop/shop-gateway, or use cart-shop.shop.example.com.',
          documentation:
            'https://istio.io/latest/docs/reference/config/analysis/ist0145/',
          suggestions: [
            expect.objectContaining({
              title: 'Add a path on the Gateway that is there',
            }),
            expect.objectContaining({
              title: 'Use cart-shop.shop.example.com',
              value: { field: 'host', value: 'cart-shop.shop.example.com' },
            }),
          ],
        },
      ]);
    });

    it.each([
      'payments/cart.shop.example.com',
      './cart.shop.example.com',
      '*/cart.shop.example.com',
    ])('sees through the prefix of %s in any namespace', host => {
      expect(codes(validate({}, [gateway('payments', 'a', [host])]))).toEqual([
        'IST0145 host',
      ]);
    });

    it('proposes a name that is free', () => {
      const taken = gateway('shop', 'a', [
        'cart.shop.example.com',
        'cart-shop.shop.example.com',
      ]);
      const [finding] = validate({}, [taken]).findings;
      expect(finding.suggestions?.[1]).toEqual({
        title: 'Use another host',
        detail: 'Choose a host that no Gateway claims.',
      });
    });

    it('warns that an older Gateway of ours would push the other out', () => {
      const { findings } = validate(
        {},
        [
          {
            ...gateway('shop', 'cart-gateway', ['old.shop.example.com'], {
              createdAt: '2024-01-01T00:00:00Z',
            }),
            annotations: { 'meshwright.dev/entity': 'component:default/cart' },
          },
          gateway('web', 'other', ['cart.shop.example.com']),
        ],
        { entityRef: 'component:default/cart' },
      );
      expect(findings[0].cause).toContain('your Gateway is older');
    });

    it.each<[string, MeshObject]>([
      [
        'on other pods',
        gateway('shop', 'a', ['cart.shop.example.com'], {
          selector: { istio: 'internal' },
        }),
      ],
      [
        'on another port',
        gateway('shop', 'a', ['cart.shop.example.com'], { port: 8443 }),
      ],
      ['of another host', gateway('shop', 'a', ['shop.example.com'])],
      [
        'that is ours, made by an earlier run',
        {
          ...gateway('shop', 'cart-gateway', ['cart.shop.example.com']),
          annotations: { 'meshwright.dev/change': 'c1' },
        },
      ],
    ])('leaves alone a Gateway %s', (_, other) => {
      expect(codes(validate({}, [other]))).toEqual([]);
    });

    it('warns of a wildcard above, with the right Gateway', () => {
      const { findings } = validate({}, [
        gateway('web', 'wild', ['*.shop.example.com']),
      ]);
      expect(findings).toMatchObject([
        {
          code: 'MW-HOST-OVERLAP',
          severity: 'warning',
          ref: { name: 'wild' },
          cause: expect.stringContaining('may reuse their connection'),
        },
      ]);
    });

    it('compares selectors when no gateway pod is known', () => {
      const objects = world.filter(object => object !== gatewayPod);
      const index = MeshIndex.build([
        ...objects,
        gateway('web', 'a', ['cart.shop.example.com']),
        gateway('web', 'b', ['cart.shop.example.com'], {
          selector: { istio: 'internal' },
        }),
      ]);
      const { findings } = validate({}, [], { index });
      expect(findings.filter(f => f.code === 'IST0145')).toMatchObject([
        { ref: { name: 'a' } },
      ]);
      expect(findings.map(f => f.field)).toContain('gateway.selector');
    });
  });

  describe('certificates', () => {
    const issuer = (status: string, message?: string): MeshObject => ({
      type: 'issuer',
      ref: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'mesh-ca' },
      conditions: [{ type: 'Ready', status, message }],
    });

    it('says what an issuer that is not ready says', () => {
      const { findings } = validate({}, [issuer('False', 'vault is sealed')]);
      expect(findings).toMatchObject([
        {
          code: 'MW-ISSUER-NOT-READY',
          severity: 'warning',
          cause: 'ClusterIssuer mesh-ca in eu-1 is not ready: vault is sealed.',
        },
      ]);
    });

    it('repeats only the beginning of what an issuer says at length', () => {
      const said = `ACME: ${'no '.repeat(10_000)}`;
      const [{ cause }] = validate({}, [issuer('False', said)]).findings;
      expect(cause).toMatch(/is not ready: ACME: (no )+n?o?…\.$/);
      expect(cause.length).toBeLessThan(400);
    });

    it('looks for an Issuer in the namespace of the gateway pods only', () => {
      const elsewhere: MeshObject = {
        type: 'issuer',
        ref: {
          group: 'cert-manager.io',
          kind: 'Issuer',
          namespace: 'shop',
          name: 'team-ca',
        },
        conditions: [{ type: 'Ready', status: 'True' }],
      };
      const zones = [
        { ...zone, issuer: { kind: 'Issuer' as const, name: 'team-ca' } },
      ];
      const { findings } = validate(
        { issuer: { kind: 'Issuer', name: 'team-ca' } },
        [elsewhere],
        { zones },
      );
      expect(findings).toMatchObject([
        {
          code: 'MW-ISSUER-MISSING',
          field: 'issuer.name',
          cause: expect.stringContaining('namespace istio-ingress of eu-1'),
        },
      ]);
    });

    it('stops a Secret that another Certificate writes', () => {
      const other: MeshObject = {
        type: 'certificate',
        ref: {
          group: 'cert-manager.io',
          kind: 'Certificate',
          namespace: 'istio-ingress',
          name: 'legacy',
        },
        secretName: 'shop-cart-ingress',
        dnsNames: ['legacy.example.com'],
        issuer: { group: 'cert-manager.io', kind: 'Issuer', name: 'x' },
        conditions: [],
      };
      expect(validate({}, [other]).findings).toMatchObject([
        {
          code: 'MW-SECRET-TAKEN',
          field: 'name',
          cause: expect.stringContaining(
            'Certificate istio-ingress/legacy for legacy.example.com',
          ),
        },
      ]);
    });

    it('warns of client certificates without pinning', () => {
      expect(codes(validate({ tls: { mode: 'MUTUAL' } }))).toEqual([
        'MW-TLS-CLIENTS tls.subjectAltNames',
      ]);
      const pinned = {
        mode: 'MUTUAL',
        subjectAltNames: ['a.example.com'],
      } as const;
      expect(
        codes(
          validate({
            tls: { ...pinned, subjectAltNames: [...pinned.subjectAltNames] },
          }),
        ),
      ).toEqual([]);
    });
  });

  describe('names', () => {
    const virtualService: MeshObject = {
      type: 'virtualservice',
      ref: {
        group: 'networking.istio.io',
        kind: 'VirtualService',
        namespace: 'shop',
        name: 'cart',
      },
      hosts: ['cart'],
      gateways: [],
      exportTo: [],
      http: [],
      tls: [],
      tcp: [],
    };
    const of = (entity: string, change?: string): MeshObject => ({
      ...virtualService,
      annotations: {
        'meshwright.dev/entity': entity,
        ...(change && { 'meshwright.dev/change': change }),
      },
    });

    it('does not take over an object that people made', () => {
      expect(validate({}, [virtualService]).findings).toMatchObject([
        {
          code: 'MW-NAME-TAKEN',
          field: 'name',
          cause:
            'VirtualService shop/cart exists already and was not made by Meshwright.',
        },
      ]);
    });

    it('takes over its own, not those of another entity', () => {
      const entityRef = 'component:default/cart';
      const own = { entityRef, change: 'c1' };
      expect(codes(validate({}, [of(entityRef, 'c1')], own))).toEqual([]);
      expect(
        validate({}, [of('component:default/basket', 'c1')], own).findings[0]
          .cause,
      ).toContain('belongs to component:default/basket');
    });

    // Who says for which entity an object is did not thereby give it away.
    it.each([
      ['its own team', 'component:default/cart', 'warning'],
      ['nobody', undefined, 'error'],
    ])(
      'takes over by hand-written words of an entity with a warning for %s',
      (_, entityRef, severity) => {
        const { findings } = validate({}, [of('component:default/cart')], {
          ...(entityRef && { entityRef }),
          change: 'c1',
        });
        expect(findings).toMatchObject([
          {
            code: 'MW-NAME-TAKEN',
            severity,
            cause:
              'VirtualService shop/cart exists already and was written for component:default/cart, not by Meshwright.',
          },
        ]);
      },
    );
  });

  describe('gateway pods', () => {
    const elsewhere: MeshObject = {
      ...gatewayPod,
      ref: { ...gatewayPod.ref, namespace: 'edge', name: 'edge-1' },
    };

    it('says where the pods are', () => {
      const index = MeshIndex.build([
        ...world.filter(object => object !== gatewayPod),
        elsewhere,
      ]);
      expect(validate({}, [], { index }).findings).toMatchObject([
        {
          code: 'IST0101',
          field: 'gateway.selector',
          fix: expect.stringContaining('Such pods run in edge'),
        },
        { code: 'IST0162' },
      ]);
    });

    it('warns when they run in a second namespace', () => {
      expect(validate({}, [elsewhere]).findings).toMatchObject([
        { code: 'MW-GATEWAY-SPREAD', severity: 'warning' },
      ]);
    });
  });

  describe('objects of the change', () => {
    const intent = intentOf();
    const { objects } = buildIngress(intent);
    const run = (changed: ManifestObject[]) =>
      validateIngress(intent, changed, { zones: [zone], now: NOW }).findings;

    it.each([
      ['istio-ingress/shop-cart-ingress', []],
      ['kubernetes://shop-cart-ingress', []],
      [
        'shop/shop-cart-ingress',
        [
          'Gateway shop/cart-gateway serves Secret shop/shop-cart-ingress, which istiod gives to pods of shop only, and the gateway pods run in istio-ingress.',
        ],
      ],
      [
        'istio-ingress/another',
        [
          'Gateway shop/cart-gateway serves Secret istio-ingress/another, which no Certificate of the change writes.',
        ],
      ],
    ])('takes the credential %s for what istiod makes of it', (name, told) => {
      const edited = objects.map(object =>
        JSON.parse(
          JSON.stringify(object).replace(
            '"credentialName":"shop-cart-ingress"',
            `"credentialName":"${name}"`,
          ),
        ),
      );
      expect(run(edited).map(({ cause }) => cause)).toEqual(told);
    });

    it('accepts annotated objects', () => {
      const annotated = annotateChange(objects, {
        change: 'a/b/c',
        template: 'a',
        entityRef: 'component:default/cart',
        intentHash: 'x',
      });
      expect(run(annotated)).toEqual([]);
    });

    it('sees an object twice', () => {
      expect(run([...objects, objects[0]])).toMatchObject([
        { code: 'MW-CHANGE-DUPLICATE' },
      ]);
    });

    it('sees a Gateway without its Certificate', () => {
      expect(run(objects.slice(1))).toMatchObject([
        { code: 'IST0101', ref: { kind: 'Gateway' } },
      ]);
    });

    it('sees one host on two Gateways', () => {
      const second = {
        ...objects[1],
        metadata: { ...objects[1].metadata, name: 'second' },
      };
      expect(run([...objects, second])).toMatchObject([
        { code: 'IST0145', ref: { name: 'second' } },
      ]);
    });
  });

  describe('what cannot be read', () => {
    it('is unverified without an index, with the reason', () => {
      const result = validate({}, [], {
        index: undefined,
        clusterState: 'unreachable',
      });
      expect(result.passed).toBe(5);
      expect(result.verifiedAgainst).toBeUndefined();
      expect(result.unverified).toEqual([
        expect.stringMatching(
          /^Nothing was checked in cluster eu-1, the cluster does not answer: namespaces, .*host conflicts/,
        ),
      ]);
    });

    it('is unverified per type, and the rest is judged', () => {
      const result = validate({ service: { name: 'cart', port: 9999 } }, [], {
        dataStates: new Map([['services', 'forbidden']]),
      });
      expect(result.findings).toEqual([]);
      expect(result.unverified).toEqual([
        'Service and port (services: Meshwright may not read them)',
        'pods of the Service (services: Meshwright may not read them)',
        'host conflicts (in part; services: Meshwright may not read them)',
        'wildcard hosts (in part; services: Meshwright may not read them)',
        'Rules of the mesh that read services: forbidden',
      ]);
      expect(result.passed).toBe(12);
    });

    it('says when values are the last known ones', () => {
      const result = validate({}, [], {
        dataStates: new Map([['services', 'stale']]),
      });
      expect(result.unverified).toEqual([
        'Checked against last known values only: services',
      ]);
    });
  });

  it('lists errors before warnings', () => {
    const { findings } = validate({
      tls: { mode: 'MUTUAL' },
      service: { name: 'cart', port: 1 },
    });
    expect(findings.map(({ severity }) => severity)).toEqual([
      'error',
      'warning',
    ]);
  });
});
