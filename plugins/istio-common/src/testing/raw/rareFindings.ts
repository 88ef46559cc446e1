import {
  rawDeployment,
  rawGateway,
  rawNamespace,
  rawPod,
  rawService,
  rawVirtualService,
} from '../rawObjects';
import { rawIstioObject } from './istioObject';

type Json = Record<string, unknown>;

function injector(clientConfig: Json): Json {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'istio-sidecar-injector-away' },
    webhooks: [{ name: 'namespace.sidecar-injector.istio.io', clientConfig }],
  };
}

const LABELS = { app: 'cart' };
const SHOP = rawNamespace('shop', { 'istio.io/rev': 'prod' });

const CLAIM_ROUTE = rawVirtualService(
  {
    hosts: ['cart.example.com'],
    gateways: ['web'],
    http: [
      {
        match: [{ headers: { '@request.auth.claims.group': { exact: 'me' } } }],
        route: [{ destination: { host: 'cart' } }],
      },
    ],
  },
  { name: 'claims' },
);

const AUTHENTICATION = rawIstioObject(
  'security',
  'RequestAuthentication',
  'oidc',
  {
    selector: { matchLabels: LABELS },
    jwtRules: [{ issuer: 'https://sso.example.com' }],
  },
);

/**
 * Small clusters for the findings of Istio that random ones hardly ever show:
 * the finding as `code Kind namespace/name`, what it is about, the objects, and
 * the object without which it is not found.
 */
export const RARE_FINDINGS: ReadonlyArray<
  readonly [finding: string, what: string, objects: Json[], without: Json]
> = [
  (() => {
    const second = rawIstioObject('networking', 'Sidecar', 'b', {
      workloadSelector: { labels: LABELS },
    });
    const first = rawIstioObject('networking', 'Sidecar', 'a', {
      workloadSelector: { labels: LABELS },
    });
    return [
      'IST0110 Sidecar shop/a',
      'two Sidecars for one pod',
      [SHOP, rawPod(), first, second],
      second,
    ] as const;
  })(),
  (() => {
    const second = rawIstioObject('telemetry', 'Telemetry', 'b', {
      selector: { matchLabels: LABELS },
    });
    const first = rawIstioObject('telemetry', 'Telemetry', 'a', {
      selector: { matchLabels: LABELS },
    });
    return [
      'IST0159 Telemetry shop/a',
      'two Telemetries for one pod',
      [SHOP, rawPod(), first, second],
      second,
    ] as const;
  })(),
  (() => {
    const other = rawService({
      name: 'cart-dns',
      app: 'cart',
      ports: [{ name: 'dns', port: 8080, protocol: 'UDP' }],
    });
    return [
      'IST0116 Deployment shop/cart',
      'one port with two protocols',
      [SHOP, rawDeployment({ app: 'cart' }), rawService(), other],
      other,
    ] as const;
  })(),
  (() => {
    const other = rawService({
      name: 'cart-old',
      app: 'cart',
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    });
    return [
      'IST0137 Deployment shop/cart',
      'one target reached by two ports',
      [SHOP, rawDeployment({ app: 'cart' }), rawService(), other],
      other,
    ] as const;
  })(),
  [
    'IST0149 VirtualService shop/claims',
    'a claim that the gateway does not validate',
    [SHOP, rawPod(), rawGateway([], { selector: LABELS }), CLAIM_ROUTE],
    CLAIM_ROUTE,
  ],
  (() => {
    const broken = injector({});
    return [
      'IST0163 MutatingWebhookConfiguration /istio-sidecar-injector-away',
      'a webhook without an address',
      [broken],
      broken,
    ] as const;
  })(),
];

/** Objects that make up for the fault of some of them. */
export const CLAIM_VALIDATION = AUTHENTICATION;
