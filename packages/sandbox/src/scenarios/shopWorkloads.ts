import type { WorkloadSketch } from './workloads';

/** A workload of the shop; `mesh` says for each pod which revision it was started with. @internal */
export interface ShopWorkload extends WorkloadSketch {
  mesh?: readonly ('current' | 'old')[];
}

const IMAGES = 'registry.shop.example.com';
const HTTP = { name: 'http', port: 8080 };
const METRICS = { name: 'http-metrics', port: 9090 };

const CART: ShopWorkload = {
  namespace: 'shop',
  name: 'cart',
  image: `${IMAGES}/cart:2.14.0`,
  ports: [HTTP, METRICS],
  age: { days: 90 },
  podAge: { days: 3 },
  mesh: ['current'],
};
const STOREFRONT: ShopWorkload = {
  namespace: 'shop',
  name: 'storefront',
  image: `${IMAGES}/storefront:5.1.2`,
  ports: [HTTP],
  replicas: 3,
  age: { days: 180 },
  podAge: { days: 6 },
  mesh: ['current'],
};
const CHECKOUT: ShopWorkload = {
  namespace: 'shop',
  name: 'checkout',
  image: `${IMAGES}/checkout:3.8.1`,
  ports: [HTTP, METRICS],
  replicas: 3,
  age: { days: 160 },
  podAge: { days: 9 },
  mesh: ['current'],
};
const CATALOG_API: ShopWorkload = {
  namespace: 'shop',
  name: 'catalog-api',
  image: `${IMAGES}/catalog-api:1.22.0`,
  ports: [HTTP],
  age: { days: 70 },
  podAge: { days: 4 },
  mesh: ['current'],
};
const GIFT_CARDS: ShopWorkload = {
  namespace: 'shop',
  name: 'gift-cards',
  image: `${IMAGES}/gift-cards:0.9.0`,
  ports: [HTTP],
  age: { days: 15 },
  mesh: ['current'],
};
const SEARCH_API: ShopWorkload = {
  namespace: 'shop',
  name: 'search-api',
  image: `${IMAGES}/search:4.0.3`,
  ports: [HTTP],
  age: { days: 45 },
  mesh: ['current'],
};
const PAYMENTS: ShopWorkload = {
  namespace: 'payments',
  name: 'payments',
  image: `${IMAGES}/payments:7.3.0`,
  ports: [HTTP, METRICS],
  age: { days: 120 },
  podAge: { days: 5 },
  mesh: ['current'],
};
const REPORTS: ShopWorkload = {
  namespace: 'reporting',
  name: 'reports',
  image: `${IMAGES}/reports:1.4.0`,
  ports: [HTTP],
  age: { days: 60 },
};
const INVOICE_EXPORT: ShopWorkload = {
  namespace: 'batch',
  name: 'invoice-export',
  image: `${IMAGES}/invoice-export:2.0.1`,
  replicas: 1,
  age: { days: 100 },
};
const INGRESS_GATEWAY: ShopWorkload = {
  namespace: 'istio-ingress',
  name: 'istio-ingressgateway',
  containerName: 'istio-proxy',
  image: 'auto',
  labels: { istio: 'ingressgateway', 'sidecar.istio.io/inject': 'true' },
  selector: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
  annotations: { 'inject.istio.io/templates': 'gateway' },
  serviceAccount: 'istio-ingress',
  serviceType: 'LoadBalancer',
  ports: [
    { name: 'status-port', port: 15021 },
    { name: 'http2', port: 80, targetPort: 8080 },
    { name: 'https', port: 443, targetPort: 8443 },
  ],
  age: { days: 120 },
  podAge: { days: 9 },
  mesh: ['current'],
};
const CERT_MANAGER: ShopWorkload = {
  namespace: 'cert-manager',
  name: 'cert-manager',
  containerName: 'cert-manager-controller',
  image: 'quay.io/jetstack/cert-manager-controller:v1.21.2',
  ports: [{ name: 'tcp-prometheus', port: 9402 }],
  replicas: 1,
  age: { days: 200 },
};

const PLATFORM = [INGRESS_GATEWAY, CERT_MANAGER];

/** What runs in each live cluster. @internal */
export const SHOP_WORKLOADS: Record<string, readonly ShopWorkload[]> = {
  'eu-1': [
    ...PLATFORM,
    CART,
    STOREFRONT,
    CHECKOUT,
    CATALOG_API,
    GIFT_CARDS,
    SEARCH_API,
    PAYMENTS,
    REPORTS,
    INVOICE_EXPORT,
  ],
  'eu-2': [
    ...PLATFORM,
    STOREFRONT,
    { ...CHECKOUT, podAge: { days: 70 }, mesh: ['current', 'old', 'old'] },
    { ...INVOICE_EXPORT, age: { days: 80 } },
  ],
};
