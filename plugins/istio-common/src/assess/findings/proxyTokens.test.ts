import { assessRaw } from '../../testing/assessRaw';
import { rawNamespace, rawPod } from '../../testing/rawObjects';

const SHOP = rawNamespace('shop', { 'istio.io/rev': 'prod' });

function told(audience: string | undefined, env: object[] = []) {
  const pod = rawPod({
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
  return assessRaw([SHOP, pod])
    .findings.filter(({ code }) => code === 'MW0213')
    .map(({ severity, ref, cause, fix }) => [
      `${severity} ${ref.kind} ${ref.namespace}/${ref.name}`,
      cause,
      fix,
    ]);
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

  it('is not told where it is', () => {
    expect(told('istio-ca')).toEqual([]);
  });
});
