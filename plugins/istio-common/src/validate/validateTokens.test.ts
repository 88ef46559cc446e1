import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import {
  raw,
  rawPod,
  type RawObject,
  rawService,
  validateCase,
} from '../testing/validationWorld';

const NAME = 'gateway.networking.k8s.io/gateway-name';

/** Pods that istiod makes for a Gateway of the Gateway API. */
const POD = (() => {
  const pod = rawPod(
    'shop/shop-cart-istio-1',
    { [NAME]: 'shop-cart' },
    'gateway',
  );
  // Of the shape that rawPod makes.
  const spec = pod.spec as object;
  return { ...pod, spec: { ...spec, serviceAccountName: 'shop-cart-istio' } };
})();

function gateway(...streams: number[]): RawObject {
  return raw('gateway.networking.k8s.io/v1', 'Gateway', 'shop/shop-cart', {
    spec: {
      gatewayClassName: 'istio',
      listeners: [
        {
          ...{ name: 'https', port: 443, protocol: 'HTTPS' },
          hostname: 'cart.shop.example.com',
          tls: { certificateRefs: [{ name: 'cart' }] },
        },
        ...streams.map(port => ({ name: `p${port}`, port, protocol: 'TCP' })),
      ],
    },
  });
}

function told(live: readonly RawObject[], change: object = {}): string[] {
  const { findings } = validateCase({
    kind: 'jwt',
    input: {
      ...GOOD_INPUTS.jwt,
      gateway: { namespace: 'shop', kubernetesGateway: 'shop-cart' },
      ...change,
    },
    live: [
      POD,
      rawService('shop/shop-cart-istio', { [NAME]: 'shop-cart' }, 443),
      raw('v1', 'Secret', 'shop/cart', { type: 'kubernetes.io/tls' }),
      ...live,
    ],
  });
  return findings.map(
    ({ severity, code, field }) => `${severity} ${code} ${field ?? ''}`,
  );
}

describe('a token at a Gateway of the Gateway API', () => {
  it('is asked for by policies that are attached to it', () => {
    expect(told([gateway()])).toEqual([]);
  });

  it('is asked for where the labels of its pods are given', () => {
    const labels = { namespace: 'shop', selector: { [NAME]: 'shop-cart' } };
    expect(told([gateway()], { gateway: labels })).toEqual([]);
  });

  it('needs the ports named where it serves TCP too', () => {
    expect(told([gateway(5432)])).toEqual(['warning MW0251 gateway.ports']);
    const ports = {
      namespace: 'shop',
      kubernetesGateway: 'shop-cart',
      ports: [443],
    };
    expect(told([gateway(5432)], { gateway: ports })).toEqual([]);
  });
});

describe('a rule that had its name without the namespace', () => {
  const written = (kind: string, place: string) =>
    raw(
      'security.istio.io/v1',
      kind,
      place,
      {
        spec: {
          selector: { matchLabels: { app: 'none' } },
          jwtRules: [{ issuer: 'https://sso.example.com/realms/shop' }],
          ...(kind === 'AuthorizationPolicy' && { action: 'ALLOW', rules: [] }),
        },
      },
      {
        annotations: {
          'meshwright.dev/change': 'require-jwt/cart/eu-1-jwt-gate-oidc',
          'meshwright.dev/entity': 'component:default/cart',
        },
      },
    );

  it('takes over what keeps its name, and tells what is left beside it', () => {
    const { findings } = validateCase({
      kind: 'jwt',
      input: {
        ...GOOD_INPUTS.jwt,
        namespace: 'shop',
        gateway: { namespace: 'gate' },
      },
      live: [
        written('RequestAuthentication', 'gate/jwt-oidc'),
        written('RequestAuthentication', 'shop/cart-oidc'),
        written('AuthorizationPolicy', 'shop/cart-oidc'),
      ],
      context: {
        entityRef: 'component:default/cart',
        change: 'require-jwt/cart/eu-1-jwt-gate-shop-oidc',
      },
    });
    const left = findings.filter(({ code }) =>
      ['MW0178', 'MW-NAME-TAKEN'].includes(code),
    );
    expect(left.map(({ code, ref }) => `${code} ${ref?.name}`)).toEqual([
      'MW0178 jwt-oidc',
    ]);
    expect(left[0].cause).toContain('eu-1-jwt-gate-oidc');
  });
});
