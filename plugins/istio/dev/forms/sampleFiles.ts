import { previewFile } from '../../src/formFields/__testUtils__/changePreview';

const ROUTES_BEFORE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: checkout
  namespace: shop
spec:
  # Old path stays until 2027-01-31 (SHOP-1189)
  hosts:
    - shop.example.com
  gateways:
    - shop-gateway
  exportTo: [".", istio-system]
  http:
    - name: checkout
      match:
        - uri:
            prefix: /checkout
      timeout: 5s # PSP answers in 4 s, keep 1 s spare
      route:
        - destination:
            host: checkout.shop.svc.cluster.local
            port:
              number: 8080
`;

/** A file of people, with their comments, that a change adds to. */
export const ROUTES = previewFile({
  path: 'clusters/eu-1/shop/checkout-routes.yaml',
  added: 2,
  removed: 0,
  before: ROUTES_BEFORE,
  after: ROUTES_BEFORE.replace(
    '    - shop.example.com\n',
    '    - shop.example.com\n    - checkout.example.com\n',
  ).replace(
    '    - shop-gateway\n',
    '    - shop-gateway\n    - istio-ingress/checkout-example-com\n',
  ),
});

/** A file that is not there yet. */
export const NEW_FILE = previewFile({
  path: 'clusters/eu-1/istio-ingress/checkout-ingress.yaml',
  change: 'create',
  added: 12,
  before: '',
  after: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: checkout-example-com
  namespace: istio-ingress
spec:
  secretName: checkout-example-com-tls
  dnsNames:
    - checkout.example.com
  issuerRef:
    kind: ClusterIssuer
    name: letsencrypt-http01
`,
});

/** The list of files, which others edit too. */
export const KUSTOMIZATION = previewFile({
  path: 'clusters/eu-1/istio-ingress/kustomization.yaml',
  before: '# Sorted by hand\nresources:\n  - storefront.yaml\n',
  after:
    '# Sorted by hand\nresources:\n  - storefront.yaml\n  - checkout-ingress.yaml\n',
});
