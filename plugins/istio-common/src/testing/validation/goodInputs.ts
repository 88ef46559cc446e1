import { rawInjector, rawIstiod } from '../rawObjects';
import { rawGateway, rawService, type RawObject } from '../validationWorld';

/** Intents that are right in the world of validations. */
export const GOOD_INPUTS = {
  ingress: {
    cluster: 'eu-1',
    namespace: 'shop',
    service: { name: 'cart', port: 8080 },
    host: 'cart.shop.example.com',
    gateway: { namespace: 'istio-ingress' },
    issuer: { name: 'mesh-ca' },
  },
  certificate: {
    cluster: 'eu-1',
    namespace: 'shop',
    name: 'cart-server',
    dnsNames: ['cart.shop.example.com'],
    issuer: { name: 'mesh-ca' },
  },
  egress: {
    cluster: 'eu-1',
    namespace: 'shop',
    host: 'api.partner.com',
    tls: 'MUTUAL_TLS',
    gateway: { namespace: 'istio-egress' },
    client: {
      dnsNames: ['cart.shop.example.com'],
      issuer: { name: 'mesh-ca' },
    },
  },
  jwt: {
    cluster: 'eu-1',
    name: 'oidc',
    issuer: {
      url: 'https://sso.example.com/realms/shop',
      audiences: ['shop'],
    },
    gateway: { namespace: 'istio-ingress' },
    hosts: ['cart.shop.example.com'],
    workload: { namespace: 'shop', name: 'cart', labels: { app: 'cart' } },
  },
  mtls: {
    cluster: 'eu-1',
    scope: 'namespace',
    namespace: 'shop',
    mode: 'STRICT',
  },
  issuer: {
    cluster: 'eu-1',
    namespace: 'shop',
    name: 'shop-ca',
    type: 'ca',
    ca: { secretName: 'shop-root' },
  },
  onboard: {
    cluster: 'eu-1',
    namespace: 'shop',
    revision: 'default',
    gateway: { namespace: 'istio-ingress' },
    exposed: [{ name: 'cart', labels: { app: 'cart' }, ports: [8080] }],
    metrics: { namespace: 'istio-system' },
  },
  install: {
    cluster: 'eu-1',
    version: '1.30.3',
    cniNamespace: 'kube-system',
    gateways: [{ name: 'istio-ingressgateway', namespace: 'istio-ingress' }],
    delivery: {
      by: 'argocd',
      namespace: 'shop',
      valuesFrom: {
        repoUrl: 'https://git.example.com/platform/gitops.git',
        revision: 'main',
      },
    },
  },
  observe: {
    cluster: 'eu-1',
    accessLogs: { scope: 'mesh', namespace: 'istio-system' },
    metrics: {
      namespace: 'istio-system',
      labels: { release: 'kube-prometheus-stack' },
    },
  },
  upgrade: {
    cluster: 'eu-1',
    step: 'remove',
    from: { version: '1.29.6' },
    to: { version: '1.30.3', revision: 'default-30' },
    usage: { proxies: 0 },
    delivery: { by: 'argocd', namespace: 'shop' },
  },
} as const;

/** What is there beside the world when a good input is judged, by its kind. */
export const BESIDE: Readonly<Record<string, readonly RawObject[]>> = {
  jwt: [rawGateway('shop/cart', ['cart.shop.example.com'])],
  onboard: [rawIstiod('default', '1.30.3'), rawInjector('default')],
  install: [
    rawIstiod('1-30-3', '1.30.3'),
    rawInjector('1-30-3'),
    rawService('istio-system/istiod-1-30-3', { app: 'istiod' }, 443),
  ],
};
