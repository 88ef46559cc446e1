import { ingressNames } from '../ingress/ingressNames';
import { INTENTS } from '../intents';
import { buildJwt } from './buildJwt';
import { jwtIntentSchema } from './jwtIntent';
import { intentProblems } from '../intentProblems';

const base = {
  cluster: 'eu-1',
  name: 'shop',
  issuer: { url: 'https://sso.example.com/realms/istio' },
  gateway: { namespace: 'istio-ingress' },
  hosts: ['shop.example.com'],
};

const workload = {
  namespace: 'shop',
  name: 'cart',
  labels: { app: 'cart' },
  claims: [{ name: 'preferred_username', values: ['prod001'] }],
};

const objectsOf = (change: object = {}) =>
  buildJwt(jwtIntentSchema.parse({ ...base, ...change })).objects;

function problemsOf(change: object): string {
  const result = jwtIntentSchema.safeParse({ ...base, ...change });
  return result.success
    ? ''
    : intentProblems(result.error)
        .map(one => `${one.field} ${one.message}`)
        .join('\n');
}

/** What a token says. */
interface Token {
  iss: string;
  aud?: string | string[];
}

/**
 * Whether the DENY policy of the gateway turns a token away, as Istio's filter
 * does: the principal is taken apart at its last slash, and audiences match
 * when one of those of the token is one of the values, so never where there is
 * none. Source: pilot/pkg/security/authz/model/generator.go.
 */
function isDenied(change: object, { iss, aud = [] }: Token): boolean {
  const [, { spec = {} }] = objectsOf(change);
  // Of the shape that the golden files show.
  const rules = spec.rules as Array<{
    from?: [{ source: { notRequestPrincipals: string[] } }];
    when?: [{ key: string; notValues: string[] }];
  }>;
  return rules.some(({ from, when }) => {
    if (from) {
      return from[0].source.notRequestPrincipals.every(
        value =>
          value !== '*' && value.slice(0, value.lastIndexOf('/')) !== iss,
      );
    }
    const values = when?.[0].notValues ?? [];
    return ![aud].flat().some(one => values.includes(one));
  });
}

describe('the traps of tokens', () => {
  const issuer = base.issuer.url;
  const shop = { issuer: { url: issuer, audiences: ['shop', 'cart'] } };

  // The pods of a gateway take a token of any RequestAuthentication there.
  it.each<[string, object, Token, boolean]>([
    ['of the issuer', {}, { iss: issuer }, false],
    ['of another issuer', {}, { iss: 'https://other.example.com' }, true],
    ['of an issuer below', {}, { iss: `${issuer}/sub` }, true],
    ['of an issuer above', {}, { iss: 'https://sso.example.com' }, true],
    ['but for a slash', {}, { iss: `${issuer}/` }, true],
    [
      'of an issuer with a slash at its end',
      { issuer: { url: `${issuer}/` } },
      { iss: `${issuer}/` },
      false,
    ],
    ['for the audience', shop, { iss: issuer, aud: 'cart' }, false],
    ['for it among others', shop, { iss: issuer, aud: ['x', 'shop'] }, false],
    ['for another audience', shop, { iss: issuer, aud: ['pay'] }, true],
    ['for none', shop, { iss: issuer }, true],
    [
      'for it, of another issuer',
      shop,
      { iss: 'https://x', aud: 'shop' },
      true,
    ],
  ])('judges a token %s', (_, change, token, denied) => {
    expect(isDenied(change, token)).toBe(denied);
  });

  it('asks for the audience at the workload too', () => {
    const allow = objectsOf({ ...shop, workload })[3];
    expect(allow.spec).toMatchObject({
      rules: [
        {
          when: [
            { key: 'request.auth.audiences', values: ['shop', 'cart'] },
            { key: 'request.auth.claims[preferred_username]' },
          ],
        },
      ],
    });
  });

  it('says which tokens count, and that others are refused at every host', () => {
    const { summary, effects } = buildJwt(
      jwtIntentSchema.parse({ ...base, ...shop }),
    );
    expect(summary).toContain(`a token of ${issuer} for shop or cart`);
    expect(effects.join(' ')).toContain(
      'Requests to any host of the gateway in istio-ingress get 401',
    );
  });

  it('gives rules of two namespaces two names and two files', () => {
    const kind = INTENTS.find(({ name }) => name === 'jwt');
    const made = ['shop', 'payments'].map(namespace =>
      kind?.build({
        ...base,
        name: 'web',
        namespace,
        gateway: { namespace: 'istio-ingress' },
      }),
    );
    const names = made.flatMap(one =>
      one && 'built' in one
        ? one.built.objects.map(({ metadata }) => metadata.name)
        : [],
    );
    expect(names).toEqual([
      'jwt-shop-web',
      'require-jwt-shop-web',
      'jwt-payments-web',
      'require-jwt-payments-web',
    ]);
    expect(made.map(one => one && 'place' in one && one.place)).toEqual([
      { cluster: 'eu-1', namespace: 'istio-ingress', name: 'shop-web' },
      { cluster: 'eu-1', namespace: 'istio-ingress', name: 'payments-web' },
    ]);
  });

  it.each([
    { namespace: 'shop', kubernetesGateway: 'shop-cart' },
    {
      namespace: 'shop',
      selector: {
        'gateway.networking.k8s.io/gateway-name': 'shop-cart',
        pool: 'a',
      },
    },
  ])('attaches to a Gateway of the Gateway API: %j', gateway => {
    const objects = objectsOf({ gateway, workload });
    const targetRefs = [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        name: 'shop-cart',
      },
    ];
    for (const { spec } of objects.slice(0, 2)) {
      expect(spec).toMatchObject({ targetRefs });
      expect(spec).not.toHaveProperty('selector');
    }
    // The name that the ingress intent gives it, and the account istiod makes.
    expect(
      ingressNames({ name: 'cart', namespace: 'shop' }).kubernetesGateway,
    ).toBe('shop-cart');
    expect(JSON.stringify(objects[3].spec)).toContain(
      'cluster.local/ns/shop/sa/shop-cart-istio',
    );
  });

  it('asks for a token at the named hosts only, with and without a port', () => {
    const [, deny] = objectsOf();
    expect(deny.spec).toMatchObject({
      action: 'DENY',
      rules: [
        {
          to: [
            {
              operation: { hosts: ['shop.example.com', 'shop.example.com:*'] },
            },
          ],
        },
      ],
    });
    expect(problemsOf({ hosts: [] })).toMatch(
      /^hosts is empty, name the hosts/,
    );
  });

  it('leaves the paths of certificate challenges open unless told otherwise', () => {
    const operation = (change: object) =>
      JSON.stringify(objectsOf(change)[1].spec);
    expect(operation({})).toContain(
      '"notPaths":["/.well-known/acme-challenge/*"]',
    );
    expect(operation({ openPaths: [] })).not.toContain('notPaths');
  });

  it('names the ports where the gateway serves TCP too', () => {
    const gateway = { namespace: 'istio-ingress', ports: [8443] };
    expect(JSON.stringify(objectsOf({ gateway })[1].spec)).toContain(
      '"ports":["8443"]',
    );
  });

  it('selects by matchLabels below selector, never beside it', () => {
    for (const { spec } of objectsOf({ workload })) {
      expect(spec).not.toHaveProperty('matchLabels');
      expect(spec).not.toHaveProperty('targetRefs');
      expect(spec?.selector).toEqual({ matchLabels: expect.any(Object) });
    }
  });

  it('asks at the workload for the gateway and the token, which reaches it', () => {
    const [atGateway, , authentication, allow] = objectsOf({ workload });
    for (const { spec } of [atGateway, authentication]) {
      expect(spec).toMatchObject({
        jwtRules: [{ forwardOriginalToken: true }],
      });
    }
    expect(allow).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: {
        action: 'ALLOW',
        rules: [
          {
            from: [
              {
                source: {
                  principals: [
                    'cluster.local/ns/istio-ingress/sa/istio-ingressgateway-service-account',
                  ],
                  requestPrincipals: ['https://sso.example.com/realms/istio/*'],
                },
              },
            ],
            when: [
              {
                key: 'request.auth.claims[preferred_username]',
                values: ['prod001'],
              },
            ],
          },
        ],
      },
    });
  });

  it.each([
    [{ hosts: ['*.example.com'] }, /^hosts\.0 has a wildcard/],
    [
      { issuer: { url: 'http://sso.example.com' } },
      /^issuer\.url is not an https URL/,
    ],
    [
      { issuer: { ...base.issuer, audiences: ['*'] } },
      /^issuer\.audiences\.0 begins or ends with "\*"/,
    ],
    [
      { issuer: { ...base.issuer, audiences: ['shop*'] } },
      /^issuer\.audiences\.0 begins or ends with "\*"/,
    ],
    [
      {
        gateway: {
          namespace: 'shop',
          kubernetesGateway: 'shop-cart',
          selector: { istio: 'ingressgateway' },
        },
      },
      /^gateway\.selector has no place beside kubernetesGateway/,
    ],
    [
      {
        gateway: {
          namespace: 'shop',
          selector: { 'gateway.networking.k8s.io/gateway-name': 'A_b' },
        },
      },
      /^gateway\.selector has .* with no name of a Gateway/,
    ],
    [{ openPaths: ['x'] }, /^openPaths\.0 is not a path/],
    [{ openPaths: ['/health', '/*'] }, /^openPaths\.1 opens every path/],
    [{ workload: { ...workload, labels: {} } }, /^workload\.labels is empty/],
  ])('refuses %j', (change, expected) => {
    expect(problemsOf(change)).toMatch(expected);
  });
});
