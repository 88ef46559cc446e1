import type { ManifestObject } from '../manifest';
import { intentProblems } from '../intentProblems';
import { buildIngress } from './buildIngress';
import { ingressIntentSchema } from './ingressIntent';

const base = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: { name: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
  gateway: { namespace: 'istio-ingress' },
  issuer: { name: 'mesh-ca' },
};
const shared = { namespace: 'istio-ingress', service: 'istio-ingressgateway' };
const own = { namespace: 'shop', own: {} };

function built(change: object): ManifestObject[] {
  return buildIngress(ingressIntentSchema.parse({ ...base, ...change }))
    .objects;
}

function one(kind: string, change: object): ManifestObject {
  const found = built(change).filter(object => object.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
}

function problemsOf(change: object): string[] {
  const result = ingressIntentSchema.safeParse({ ...base, ...change });
  return result.success
    ? []
    : intentProblems(result.error).map(
        ({ field, message }) => `${field} ${message}`,
      );
}

describe('the traps of an exposure', () => {
  // What the level asks for and injection does not bring:
  // kubernetes.io/docs/concepts/security/pod-security-standards, Restricted.
  it('3: the pods of an own gateway get into a namespace of level restricted', () => {
    const { spec } = one('Deployment', { gateway: own });
    expect(spec).toMatchObject({
      template: {
        spec: {
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                runAsNonRoot: true,
              },
            },
          ],
        },
      },
    });
  });

  it('writes bare hosts: a namespace before one hides it from the duplicate check', () => {
    const { spec } = one('Gateway', { additionalHosts: ['a.example.com'] });
    expect(JSON.stringify(spec)).not.toContain('/a.example.com');
    expect(problemsOf({ additionalHosts: ['shop/a.example.com'] })).toEqual([
      expect.stringMatching(/^additionalHosts\.0 .*bare host/),
    ]);
  });

  it.each([
    ['istio', shared],
    ['istio', own],
    ['gateway-api', shared],
    ['gateway-api', own],
  ])(
    'has the certificate of every host where the pods run (%s, %j)',
    (form, gateway) => {
      const { metadata, spec } = one('Certificate', {
        ...{ form, gateway },
        additionalHosts: ['www.shop.example.com'],
      });
      expect(metadata.namespace).toBe(gateway.namespace);
      expect(spec?.dnsNames).toEqual([
        'cart.shop.example.com',
        'www.shop.example.com',
      ]);
    },
  );

  it('tries narrow paths first when Services differ: "/" would take everything', () => {
    const assets = { name: 'assets', port: 80 };
    const { spec } = one('VirtualService', {
      routes: [
        { path: '/' },
        { path: '/static', service: assets },
        { path: '/static/live', type: 'exact' },
        { path: '/static/large', service: assets },
      ],
    });
    const order = (spec?.http as Array<{ match: unknown[] }>).map(
      ({ match }) => match,
    );
    expect(order).toEqual([
      [{ uri: { exact: '/static/live' } }],
      [{ uri: { prefix: '/static/large' } }, { uri: { prefix: '/static' } }],
      [{ uri: { prefix: '/' } }],
    ]);
  });

  it.each([
    [shared, 'istio', 'istio-ingressgateway'],
    [own, 'istio', 'cart-ingressgateway'],
    [own, 'gateway-api', 'shop-cart-istio'],
  ])(
    'passes TLS on to the port that ends it, not to 80 (%j, %s)',
    (gateway, form, name) => {
      const front = { controller: 'nginx', ingressClassName: 'nginx' };
      const { spec, metadata } = one('Ingress', {
        ...{ gateway, form, front },
      });
      expect(metadata.annotations).toEqual({
        'nginx.ingress.kubernetes.io/ssl-passthrough': 'true',
      });
      expect(metadata.namespace).toBe(gateway.namespace);
      expect(spec?.rules).toEqual([
        {
          host: 'cart.shop.example.com',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name, port: { number: 443 } } },
              },
            ],
          },
        },
      ]);
    },
  );

  it('lets only the routes of the namespace onto a shared Kubernetes Gateway', () => {
    const { spec } = one('Gateway', { form: 'gateway-api', gateway: shared });
    expect(spec?.listeners).toEqual([
      expect.objectContaining({
        allowedRoutes: {
          namespaces: {
            from: 'Selector',
            selector: {
              matchLabels: { 'kubernetes.io/metadata.name': 'shop' },
            },
          },
        },
      }),
    ]);
  });

  it.each(['MUTUAL', 'OPTIONAL_MUTUAL'])(
    'asks for client certificates on a Kubernetes Gateway by its option (%s)',
    mode => {
      const { spec } = one('Gateway', {
        ...{ form: 'gateway-api', gateway: shared, tls: { mode } },
      });
      expect(JSON.stringify(spec)).toContain(
        `"gateway.istio.io/tls-terminate-mode":"${mode}"`,
      );
    },
  );

  it.each([
    ['istio', 'gateway.selector istio=cart-ingressgateway'],
    ['gateway-api', 'gateway.service shop-cart-istio'],
  ])('says how others share a gateway of its own, by %s', (form, by) => {
    const { effects } = buildIngress(
      ingressIntentSchema.parse({ ...base, form, gateway: own }),
    );
    expect(effects.join(' ')).toContain(
      `without one of their own, by gateway.namespace shop and ${by}.`,
    );
  });

  // Without the ending istiod asks the Secret for a key pair, which a CA lacks:
  // pilot/pkg/xds/sds.go, generate.
  it.each([
    ['partners', 'partners-cacert'],
    ['partners-cacert', 'partners-cacert'],
    ['configmap://trust/partners', 'configmap://trust/partners'],
  ])('takes the CA of clients from %s', (clientCa, caCertCredentialName) => {
    const { spec } = one('Gateway', { tls: { mode: 'MUTUAL', clientCa } });
    expect(spec).toMatchObject({
      servers: [{ tls: { caCertCredentialName } }],
    });
  });

  it.each([
    [
      { mode: 'SIMPLE', clientCa: 'partners' },
      'has no effect with mode SIMPLE',
    ],
    [
      { mode: 'MUTUAL', clientCa: 'configmap://trust/partners-cacert' },
      'without -cacert',
    ],
    [{ mode: 'MUTUAL', clientCa: 'kubernetes://trust/x' }, 'names neither'],
    [{ mode: 'MUTUAL', clientCa: 'configmap://partners' }, 'names neither'],
  ])('refuses a CA of clients that would not be taken: %j', (tls, words) => {
    expect(problemsOf({ tls })).toEqual([expect.stringContaining(words)]);
  });

  it('keeps the CA of clients from a Kubernetes Gateway, which does not take it', () => {
    const tls = { mode: 'MUTUAL', clientCa: 'partners' };
    expect(problemsOf({ form: 'gateway-api', gateway: shared, tls })).toEqual([
      expect.stringMatching(/^tls\.clientCa cannot be set on a/),
    ]);
  });

  it('keeps two pods of its own and never takes all away at once', () => {
    const kinds = built({ gateway: own }).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'Certificate',
      ...['ServiceAccount', 'Role', 'RoleBinding', 'Deployment', 'Service'],
      ...['HorizontalPodAutoscaler', 'PodDisruptionBudget'],
      ...['Gateway', 'VirtualService'],
    ]);
    const { spec } = one('HorizontalPodAutoscaler', { gateway: own });
    expect(spec).toMatchObject({ minReplicas: 2, maxReplicas: 5 });
  });

  it.each(['istio', 'gateway-api'])(
    'asks for no load balancer when only the cluster is to reach it (%s)',
    form => {
      const text = JSON.stringify(
        built({
          form,
          gateway: {
            namespace: 'shop',
            own: { cloud: 'aws', reach: 'cluster' },
          },
        }),
      );
      expect(text).toContain('"ClusterIP"');
      expect(text).not.toMatch(/LoadBalancer|aws-load-balancer/);
    },
  );

  it.each([
    [{ cloud: 'aws', reach: 'internal' }, 'load-balancer-scheme":"internal"'],
    [{ cloud: 'azure', reach: 'internal' }, 'load-balancer-internal":"true"'],
    [{ cloud: 'gcp', reach: 'internal' }, 'load-balancer-type":"Internal"'],
    [{ cloud: 'aws', reach: 'internet' }, 'scheme":"internet-facing"'],
    [{ cloud: 'azure', reach: 'internet' }, 'load-balancer-internal":"false"'],
    [{ cloud: 'gcp', reach: 'internet' }, 'l4-rbs":"enabled"'],
  ])('asks each cloud in its own words (%j)', (settings, expected) => {
    for (const form of ['istio', 'gateway-api']) {
      const gateway = { namespace: 'shop', own: settings };
      expect(JSON.stringify(built({ form, gateway }))).toContain(expected);
    }
  });

  it.each([
    [{ form: 'ingress' }, /^form is not known/],
    [{ form: 'gateway-api' }, /^gateway\.service is missing/],
    [
      { front: { controller: 'nginx', ingressClassName: 'nginx' } },
      /^gateway\.service is missing/,
    ],
    [
      {
        ...{ form: 'gateway-api', gateway: shared },
        tls: { mode: 'MUTUAL', subjectAltNames: ['a.example.com'] },
      },
      /^tls\.subjectAltNames cannot be checked/,
    ],
    [
      {
        ...{ form: 'gateway-api', gateway: shared },
        tls: { minProtocolVersion: 'TLSV1_3' },
      },
      /^tls\.minProtocolVersion cannot be set/,
    ],
    [
      { gateway: { namespace: 'istio-ingress', own: {} } },
      /^gateway\.namespace is not shop/,
    ],
    [{ gateway: { ...own, service: 'x' } }, /^gateway\.service has no place/],
    [
      { gateway: { ...own, selector: { istio: 'ingressgateway' } } },
      /^gateway\.selector has no place beside own/,
    ],
    [
      { gateway: { namespace: 'shop', own: { replicas: { min: 1, max: 2 } } } },
      /^gateway\.own\.replicas\.min is below 2/,
    ],
    [
      { gateway: { namespace: 'shop', own: { replicas: { min: 4, max: 3 } } } },
      /^gateway\.own\.replicas\.max is below min/,
    ],
    [{ additionalHosts: ['cart.shop.example.com'] }, /is named twice/],
    [
      {
        ...{ gateway: shared },
        front: { controller: 'traefik', ingressClassName: 'x' },
      },
      /^front\.controller is not known to pass TLS on/,
    ],
    [{ dns: { target: 'a b' } }, /^dns\.target is neither/],
  ])('refuses %j', (change, expected) => {
    expect(problemsOf(change)).toEqual([expect.stringMatching(expected)]);
  });
});
