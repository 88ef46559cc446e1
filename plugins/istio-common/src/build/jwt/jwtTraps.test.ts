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

describe('the traps of tokens', () => {
  it('asks for a token at the named hosts only, with and without a port', () => {
    const [, deny] = objectsOf();
    expect(deny.spec).toMatchObject({
      action: 'DENY',
      rules: [
        {
          from: [{ source: { notRequestPrincipals: ['*'] } }],
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
    [{ openPaths: ['x'] }, /^openPaths\.0 is not a path/],
    [{ workload: { ...workload, labels: {} } }, /^workload\.labels is empty/],
  ])('refuses %j', (change, expected) => {
    expect(problemsOf(change)).toMatch(expected);
  });
});
