import { annotateChange } from '../build/annotateChange';
import { INTENTS } from '../build/intents';
import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import {
  raw,
  type RawObject,
  rawPod,
  validateCase,
  type ValidationCase,
} from '../testing/validationWorld';
import { USE_RULES } from './uses/allUses';

const ISTIO = 'networking.istio.io/v1';
const SECURITY = 'security.istio.io/v1';
const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const ENTITY = 'component:default/cart';

const INPUTS: Record<string, object> = {
  ...GOOD_INPUTS,
  'gateway-api': {
    ...GOOD_INPUTS.ingress,
    ...{
      form: 'gateway-api',
      gateway: { namespace: 'shop', own: {} },
    },
  },
  'own-gateway': {
    ...GOOD_INPUTS.ingress,
    gateway: { namespace: 'shop', own: {} },
  },
  issuer: {
    ...{ cluster: 'eu-1', namespace: 'shop', name: 'team-ca', type: 'ca' },
    ca: { secretName: 'team-ca' },
  },
  install: {
    ...{ cluster: 'eu-1', version: '1.30.3', revision: 'one', tags: ['prod'] },
    delivery: { by: 'argocd' },
    gateways: [{ name: 'gw', namespace: 'istio-ingress' }],
  },
  onboard: { cluster: 'eu-1', namespace: 'shop', revision: 'prod' },
};

const KIND: Record<string, string> = {
  'gateway-api': 'ingress',
  'own-gateway': 'ingress',
};

/** The intent as it was made, live, and taken back now. */
function removal(
  name: string,
  users: readonly RawObject[],
  rest: Partial<ValidationCase> = {},
) {
  const kind = KIND[name] ?? name;
  const input = { ...INPUTS[name], ...rest.input };
  const result = INTENTS.find(one => one.name === kind)?.build(input);
  if (!result || 'problems' in result) {
    throw new Error(`${name}: ${JSON.stringify(result)}`);
  }
  const live = annotateChange(result.built.objects, {
    ...{ change: 'c1', template: 't', intentHash: 'h' },
    entityRef: ENTITY,
  });
  return validateCase({
    ...rest,
    ...{ kind, input },
    // What annotateChange makes are plain objects.
    live: [...(live as unknown as RawObject[]), ...users],
    context: {
      ...{ remove: true, entityRef: ENTITY, change: 'c1-remove' },
      ...rest.context,
    },
  });
}

/** A pod of a gateway's Deployment, as its ReplicaSet makes it. */
function ownedPod(place: string, deployment: string): RawObject {
  const pod = rawPod(place, { istio: deployment }, 'gateway');
  const owner = { kind: 'ReplicaSet', name: `${deployment}-7d9c8b5f4` };
  return {
    ...pod,
    metadata: {
      ...(pod.metadata as { labels: object }),
      labels: { istio: deployment, 'pod-template-hash': '7d9c8b5f4' },
      ownerReferences: [{ apiVersion: 'apps/v1', controller: true, ...owner }],
    },
  };
}

function virtualService(place: string, spec: object): RawObject {
  return raw(ISTIO, 'VirtualService', place, {
    spec: { hosts: ['other.example.com'], ...spec },
  });
}

function routeTo(host: string, subset?: string) {
  return [{ route: [{ destination: { host, ...(subset && { subset }) } }] }];
}

function certificate(place: string, spec: object): RawObject {
  return raw('cert-manager.io/v1', 'Certificate', place, {
    spec: {
      ...{ secretName: place.split('/')[1], dnsNames: ['a.example.com'] },
      issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
      ...spec,
    },
    status: { notAfter: '2026-12-24T00:00:00Z' },
  });
}

const namespaceOn = (revision: string) =>
  raw('v1', 'Namespace', 'team', {}, { labels: { 'istio.io/rev': revision } });

interface Case {
  title: string;
  intent: string;
  users: RawObject[];
  /** `severity code` and what the cause must hold. */
  finds: [string, ...string[]];
  rest?: Partial<ValidationCase>;
}

const CASES: Case[] = [
  {
    title: 'a Gateway to which VirtualServices are bound',
    intent: 'ingress',
    users: [
      virtualService('payments/a', { gateways: ['shop/cart-gateway'] }),
      virtualService('payments/b', {
        gateways: ['mesh'],
        http: [{ match: [{ gateways: ['shop/cart-gateway'] }] }],
      }),
      virtualService('payments/c', { gateways: ['payments/another'] }),
    ],
    finds: [
      'error MW0174',
      'Gateway shop/cart-gateway goes',
      'VirtualService payments/a, VirtualService payments/b would be left',
    ],
  },
  {
    title: 'a Secret that another Gateway serves',
    intent: 'ingress',
    users: [
      raw(ISTIO, 'Gateway', 'payments/web', {
        spec: {
          selector: { istio: 'ingressgateway' },
          servers: [
            {
              port: { number: 8443, name: 'https', protocol: 'HTTPS' },
              hosts: ['b.example.com'],
              tls: { mode: 'SIMPLE', credentialName: 'shop-cart-ingress' },
            },
          ],
        },
      }),
    ],
    finds: [
      'error MW0174',
      'Gateway payments/web',
      'Secret istio-ingress/shop-cart-ingress is no longer renewed',
    ],
  },
  {
    title: 'a Gateway of the Gateway API with routes',
    intent: 'gateway-api',
    users: [
      raw(GATEWAY_API, 'HTTPRoute', 'payments/web', {
        spec: {
          hostnames: ['b.example.com'],
          parentRefs: [{ name: 'shop-cart', namespace: 'shop' }],
        },
      }),
    ],
    finds: ['error MW0174', 'HTTPRoute payments/web'],
  },
  {
    title: 'a gateway that another exposure of the namespace shares',
    intent: 'own-gateway',
    users: [
      ownedPod('shop/cart-ingressgateway-7d9c8b5f4-x', 'cart-ingressgateway'),
      raw(ISTIO, 'Gateway', 'shop/web', {
        spec: {
          selector: { istio: 'cart-ingressgateway' },
          servers: [
            {
              port: { number: 443, name: 'https-web', protocol: 'HTTPS' },
              hosts: ['web.shop.example.com'],
              tls: { mode: 'SIMPLE', credentialName: 'web' },
            },
          ],
        },
      }),
      // Other pods serve it.
      raw(ISTIO, 'Gateway', 'shop/shared', {
        spec: { selector: { istio: 'ingressgateway' }, servers: [] },
      }),
    ],
    finds: [
      'error MW0174',
      'Deployment shop/cart-ingressgateway goes, and Gateway shop/web would be left',
      'no pod serves their hosts any more',
    ],
  },
  {
    title: 'a waypoint that a namespace names',
    intent: 'gateway-api',
    users: [
      raw(
        'v1',
        'Namespace',
        'team',
        {},
        {
          labels: {
            'istio.io/use-waypoint': 'shop-cart',
            'istio.io/use-waypoint-namespace': 'shop',
          },
        },
      ),
    ],
    finds: ['error MW0174', 'Namespace team', 'passes no waypoint'],
  },
  {
    title: 'an issuer that certificates use',
    intent: 'issuer',
    users: [
      certificate('shop/web', { issuerRef: { name: 'team-ca' } }),
      certificate('payments/web', { issuerRef: { name: 'team-ca' } }),
    ],
    finds: [
      'error MW0174',
      'Issuer shop/team-ca goes, and Certificate shop/web would be left',
      'the first on 2026-12-24',
    ],
  },
  {
    title: 'tokens that AuthorizationPolicies ask for',
    intent: 'jwt',
    users: [
      raw(SECURITY, 'AuthorizationPolicy', 'shop/members', {
        spec: {
          selector: { matchLabels: { app: 'cart' } },
          rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }],
        },
      }),
    ],
    finds: ['error MW0174', 'AuthorizationPolicy shop/members', 'never match'],
  },
  {
    title: 'a host to which routes lead',
    intent: 'egress',
    users: [
      virtualService('shop/partner', { http: routeTo('api.partner.com') }),
    ],
    finds: ['error MW0174', 'VirtualService shop/partner', '503'],
  },
  {
    title: 'a host that only a rule names',
    intent: 'egress',
    users: [
      raw(ISTIO, 'DestinationRule', 'shop/partner', {
        spec: { host: 'api.partner.com' },
      }),
    ],
    finds: ['warning MW0174', 'DestinationRule shop/partner', 'no effect'],
  },
  {
    title: 'a subset to which routes lead',
    intent: 'egress',
    users: [
      virtualService('shop/other', {
        http: routeTo(
          'istio-egressgateway.istio-egress.svc.cluster.local',
          'shop-api-partner-com',
        ),
      }),
    ],
    finds: ['error MW0174', 'VirtualService shop/other', 'subsets'],
  },
  {
    title: 'a VirtualService to which another delegates',
    intent: 'ingress',
    users: [
      virtualService('payments/root', {
        http: [{ delegate: { name: 'cart', namespace: 'shop' } }],
      }),
    ],
    finds: ['error MW0174', 'VirtualService payments/root', 'lead nowhere'],
  },
  {
    title: 'a tag that a namespace names',
    intent: 'install',
    users: [namespaceOn('prod')],
    finds: ['error MW0174', 'Namespace team', 'no proxy without tag prod'],
  },
  {
    title: 'a control plane with which a workload runs',
    intent: 'install',
    users: [namespaceOn('one')],
    finds: ['error MW0274', 'namespace team is labelled with it'],
  },
  {
    title: 'what a NetworkPolicy lets in where another isolates',
    intent: 'onboard',
    users: [
      raw('networking.k8s.io/v1', 'NetworkPolicy', 'shop/deny', {
        spec: { podSelector: {}, policyTypes: ['Ingress'] },
      }),
    ],
    finds: ['warning MW0174', 'NetworkPolicy shop/deny'],
  },
  {
    title: 'a mode without which plain text is accepted again',
    intent: 'mtls',
    users: [],
    finds: ['warning MW0270', 'Plain text would be accepted'],
  },
];

describe('a removal', () => {
  it.each(CASES)('tells of $title', ({ intent, users, finds, rest }) => {
    const before = removal(intent, [], rest).findings;
    const { findings } = removal(intent, users, rest);
    const [head, ...words] = finds;
    const found = findings.filter(
      ({ severity, code, cause }) =>
        `${severity} ${code}` === head &&
        words.every(word => cause.includes(word)),
    );
    expect([findings, found.length > 0]).toEqual([findings, true]);
    // It is the user that makes the difference.
    const isOld = before.some(({ cause }) => cause === found[0].cause);
    expect(isOld).toBe(users.length === 0);
    for (const { cause, fix } of findings) {
      expect(cause).toMatch(/[^.]\.$/);
      expect(fix).toMatch(/[^.]\.$/);
    }
  });

  it('has a case for every kind of use', () => {
    const words = CASES.map(({ finds }) => finds.join(' ')).join(' ');
    const types = new Set(USE_RULES.map(({ type }) => type));
    expect(types.size).toBe(USE_RULES.length);
    expect(words.match(/MW0174/g)?.length).toBeGreaterThanOrEqual(types.size);
  });

  it.each(['ingress', 'certificate', 'egress', 'jwt', 'issuer', 'onboard'])(
    'of %s that nobody uses is free',
    intent => {
      const { findings } = removal(intent, []);
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual(
        [],
      );
    },
  );

  it('names five users and counts the others', () => {
    const users = Array.from({ length: 8 }, (_, i) =>
      virtualService(`payments/s${i}`, { gateways: ['shop/cart-gateway'] }),
    );
    const [{ cause }] = removal('ingress', users).findings;
    expect(cause).toContain('payments/s4 and 3 more would be left');
    expect(cause).not.toContain('payments/s5');
  });

  it('says the same thing once, not by a rule of the mesh too', () => {
    const { findings } = removal('ingress', [
      virtualService('payments/a', { gateways: ['shop/cart-gateway'] }),
    ]);
    expect(findings.map(({ code }) => code)).toEqual(['MW0174']);
  });

  it.each([
    ['another entity', 'component:default/other', 'error'],
    ['nobody', undefined, 'warning'],
  ])('of what belongs to %s is told', (_, owner, severity) => {
    const { findings } = validateCase({
      kind: 'mtls',
      input: GOOD_INPUTS.mtls,
      live: [
        raw(
          SECURITY,
          'PeerAuthentication',
          'shop/default',
          { spec: { mtls: { mode: 'PERMISSIVE' } } },
          owner ? { annotations: { 'meshwright.dev/entity': owner } } : {},
        ),
      ],
      context: { remove: true, entityRef: ENTITY },
    });
    expect(findings[0]).toMatchObject({ code: 'MW-NAME-TAKEN', severity });
    expect(findings[0].cause).toContain('would go, and');
  });

  it.each(['mtls', 'onboard', 'issuer', 'observe'])(
    'stops the removal of what is of a component that nobody names: %s',
    name => {
      const { findings } = removal(name, [], {
        context: { entityRef: undefined },
      });
      const taken = findings.filter(({ code }) => code === 'MW-NAME-TAKEN');
      expect(taken[0]).toMatchObject({
        severity: 'error',
        cause: expect.stringContaining(`would go, and belongs to ${ENTITY}`),
        fix: `Name ${ENTITY} as the component that it was for.`,
      });
      const named = removal(name, []).findings;
      expect(named.map(({ code }) => code)).not.toContain('MW-NAME-TAKEN');
    },
  );

  it('does not count gateways that go with the mesh, but all else', () => {
    const gateway = rawPod('istio-ingress/gw-0', { app: 'gw' }, 'gateway');
    const users = [
      raw('apps/v1', 'Deployment', 'istio-ingress/gw', {
        spec: { selector: { matchLabels: { app: 'gw' } }, template: {} },
      }),
      {
        ...gateway,
        metadata: {
          ...(gateway.metadata as object),
          annotations: { 'sidecar.istio.io/status': '{"revision":"one"}' },
          ownerReferences: [
            {
              apiVersion: 'apps/v1',
              kind: 'Deployment',
              name: 'gw',
              controller: true,
            },
          ],
        },
      },
    ];
    const told = (input: object) =>
      removal('install', users, { input }).findings.filter(
        ({ code }) => code === 'MW0274',
      );
    expect(told({})).toEqual([]);
    expect(told({ gateways: [] })).toMatchObject([
      { severity: 'error', field: 'revision' },
    ]);
  });

  it.each([
    ['mirrors', [{ mirrors: [{ destination: { host: 'api.partner.com' } }] }]],
    [
      'weight 0',
      [
        {
          route: [
            { destination: { host: 'api.partner.com' }, weight: 0 },
            { destination: { host: 'cart' }, weight: 100 },
          ],
        },
      ],
    ],
    [
      'a mirror to a subset',
      [
        {
          mirror: {
            host: 'istio-egressgateway.istio-egress.svc.cluster.local',
            subset: 'shop-api-partner-com',
          },
        },
      ],
    ],
  ])('warns only of what nobody waits for: %s', (_, http) => {
    const { findings } = removal('egress', [
      virtualService('shop/partner', { http }),
    ]);
    expect(findings.filter(({ code }) => code === 'MW0174')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        cause: expect.stringContaining(
          'VirtualService shop/partner would be left: they mirror to it',
        ),
      }),
    ]);
  });

  it('is unverified where what goes cannot be read', () => {
    const dataStates = new Map([
      ['gateways.networking.istio.io', 'forbidden' as const],
    ]);
    const without = removal('ingress', []);
    const { passed, unverified } = removal('ingress', [], {
      context: { dataStates },
    });
    expect(unverified).toContainEqual(
      'what still uses the definitions that go (in part; gateways.networking.istio.io: Meshwright may not read them)',
    );
    expect(passed).toBeLessThan(without.passed);
  });

  it('is unverified where the users cannot be read', () => {
    const { unverified } = removal('issuer', [], {
      context: {
        dataStates: new Map([['certificates.cert-manager.io', 'forbidden']]),
      },
    });
    expect(unverified).toContainEqual(
      'what still uses the definitions that go (in part; certificates.cert-manager.io: Meshwright may not read them)',
    );
  });

  it('is unverified as a whole where the cluster is down', () => {
    const { findings, unverified } = validateCase({
      kind: 'mtls',
      input: GOOD_INPUTS.mtls,
      context: {
        ...{ remove: true, index: undefined },
        clusterState: 'unreachable',
      },
    });
    expect(findings).toEqual([]);
    expect(unverified).toEqual([
      expect.stringContaining('what still uses the definitions that go'),
    ]);
  });
});
