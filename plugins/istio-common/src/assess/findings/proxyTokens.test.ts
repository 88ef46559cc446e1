import { assessRaw } from '../../testing/assessRaw';
import { rawNamespace, rawPod } from '../../testing/rawObjects';

const SHOP = rawNamespace('shop', { 'istio.io/rev': 'prod' });

function told(
  audience: string | undefined,
  env: object[] = [],
  names: readonly string[] = ['cart-1'],
) {
  const pods = names.map(name => podOf(name, audience, env));
  return assessRaw([SHOP, ...pods])
    .findings.filter(({ code }) => code === 'MW0213')
    .map(({ severity, ref, cause, fix }) => [
      `${severity} ${ref.kind} ${ref.namespace}/${ref.name}`,
      cause,
      fix,
    ]);
}

function podOf(name: string, audience: string | undefined, env: object[]) {
  return rawPod({
    name,
    proxy: {},
    spec: {
      containers: [
        {
          ...{ name: 'istio-proxy', env },
          volumeMounts: [
            { name: 'istio-token', mountPath: '/var/run/secrets/tokens' },
          ],
        },
      ],
      volumes: [
        {
          name: 'istio-token',
          ...(audience !== undefined && {
            projected: {
              sources: [
                { serviceAccountToken: { path: 'istio-token', audience } },
              ],
            },
          }),
        },
      ],
    },
  });
}

const FIX =
  'Restart it with the injection template of its revision, which projects a token of audience istio-ca.';

describe('a proxy whose token is not for istiod alone', () => {
  it.each<[string, string | undefined, object[], string]>([
    [
      'has none',
      undefined,
      [],
      'without a token, which no volume of it brings',
    ],
    [
      'has one for somebody else',
      'vault',
      [],
      'by a token for vault, and istiod takes those for istio-ca',
    ],
    [
      'has one for the API server',
      '',
      [],
      'by a token for the API server, and istiod takes those for istio-ca',
    ],
    [
      'shows that of its pod',
      'istio-ca',
      [{ name: 'JWT_POLICY', value: 'first-party-jwt' }],
      'by the token with which it asks the API server, which whoever sees it can use there',
    ],
  ])('is told where it %s', (_, audience, env, words) => {
    expect(told(audience, env)).toEqual([
      [
        'warning Pod shop/cart-1',
        `The proxy of Pod shop/cart-1 proves itself to istiod ${words}`,
        FIX,
      ],
    ]);
  });

  it('is told once for the pods of one owner', () => {
    expect(told(undefined, [], ['cart-3', 'cart-1', 'cart-2'])).toEqual([
      [
        'warning Pod shop/cart-1',
        'The proxy of Pod shop/cart-1 (and 2 more) proves itself to istiod without a token, which no volume of it brings',
        FIX,
      ],
    ]);
  });

  it('is not told where it is', () => {
    expect(told('istio-ca')).toEqual([]);
  });
});
