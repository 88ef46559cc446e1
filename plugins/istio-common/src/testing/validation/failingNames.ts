import { rawIstiod } from '../rawObjects';
import { raw, rawIssuer } from '../validationWorld';
import { type FailingExample, failing, peerAuthentication } from './failing';

/** An issuer of Vault in place of the good one. */
const VAULT = {
  type: 'vault',
  ca: undefined,
  vault: {
    server: 'https://vault.example.com:8200',
    pki: { role: 'shop', allowedDomains: ['example.com'] },
  },
};

/** For the checks of certificates, their issuers, and the names of objects. */
export const FAILING_NAMES: Readonly<
  Record<string, readonly FailingExample[]>
> = {
  'client-ca-is-read': [
    failing(
      'ingress',
      'MW0186 tls.clientCa',
      { tls: { mode: 'MUTUAL', clientCa: 'partners' } },
      { live: [rawIstiod('default', '1.27.3')] },
    ),
  ],
  'issuer-is-ready': [
    failing('certificate', 'MW-ISSUER-MISSING issuer.name', {
      issuer: { name: 'mesh-cb' },
    }),
    failing('certificate', 'MW-ISSUER-MISSING issuer.kind', {
      issuer: { kind: 'Issuer', name: 'mesh-ca' },
    }),
    failing(
      'certificate',
      'MW-ISSUER-MISSING issuer.name',
      { issuer: { kind: 'Issuer', name: 'far' } },
      { live: [rawIssuer('Issuer', 'payments/far')] },
    ),
    failing('egress', 'MW-ISSUER-MISSING client.issuer.name', {
      client: { dnsNames: ['a.example.com'], issuer: { name: 'none' } },
    }),
    failing(
      'certificate',
      'MW-ISSUER-NOT-READY issuer.name',
      { issuer: { name: 'late' } },
      { live: [raw('cert-manager.io/v1', 'ClusterIssuer', 'late')] },
    ),
    failing('certificate', 'MW-ISSUER-EXTERNAL issuer.group', {
      issuer: {
        group: 'awspca.cert-manager.io',
        kind: 'AWSPCAIssuer',
        name: 'x',
      },
    }),
  ],
  'names-are-issuable': [
    failing(
      'certificate',
      'MW0118 dnsNames.0',
      {
        dnsNames: ['cart.shop.svc.cluster.local'],
        issuer: { name: 'acme' },
      },
      { live: [rawIssuer('ClusterIssuer', 'acme', { acme: {} })] },
    ),
    failing(
      'certificate',
      'MW0118 dnsNames.0',
      { issuer: { name: 'vault' } },
      {
        live: [
          raw(
            'cert-manager.io/v1',
            'ClusterIssuer',
            'vault',
            { spec: { vault: {} } },
            {
              annotations: {
                'meshwright.dev/vault-role': JSON.stringify({
                  domains: ['payments.example.com'],
                  ...{ bare: false, wildcards: false, maxTtl: '72h' },
                }),
              },
            },
          ),
        ],
      },
    ),
  ],
  'names-fit-zones': [
    failing(
      'certificate',
      'MW0119 dnsNames.0',
      { dnsNames: ['pay.payments.example.com'] },
      {
        context: {
          zones: [
            {
              name: 'payments',
              domain: 'payments.example.com',
              namespaces: ['payments'],
              issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
              gateway: { namespace: 'istio-ingress', selector: {} },
            },
          ],
        },
      },
    ),
    failing('egress', 'MW0120 client.dnsNames.0', {
      client: {
        dnsNames: ['cart.clients.example.org'],
        issuer: { name: 'mesh-ca' },
      },
    }),
  ],
  'secret-is-free': [
    failing(
      'certificate',
      'MW-SECRET-TAKEN name',
      {},
      {
        live: [
          raw('cert-manager.io/v1', 'Certificate', 'shop/another', {
            spec: {
              secretName: 'cart-server',
              dnsNames: ['a.example.com'],
              issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
            },
          }),
        ],
      },
    ),
  ],
  'nothing-is-left-behind': [
    // The exposure had the shared gateway before, whose namespace has the Secret.
    failing(
      'certificate',
      'MW0178',
      {},
      {
        live: [
          raw(
            'cert-manager.io/v1',
            'Certificate',
            'istio-ingress/cart-server',
            { spec: { secretName: 'cart-server', issuerRef: { name: 'x' } } },
            { annotations: { 'meshwright.dev/change': 'cart-server' } },
          ),
        ],
        // No file has it any more.
        context: {
          change: 'cart-server',
          repository: { objects: [], unverified: [] },
        },
      },
    ),
  ],
  'names-are-free': [
    failing(
      'certificate',
      'MW-NAME-TAKEN name',
      {},
      {
        live: [
          raw('cert-manager.io/v1', 'Certificate', 'shop/cart-server', {
            spec: { secretName: 'cart-server', issuerRef: { name: 'mesh-ca' } },
          }),
        ],
      },
    ),
    failing(
      'mtls',
      'MW-NAME-TAKEN',
      {},
      { live: [peerAuthentication('shop/default', 'PERMISSIVE')] },
    ),
    failing(
      'mtls',
      'MW-NAME-TAKEN',
      {},
      {
        live: [
          raw(
            'security.istio.io/v1',
            'PeerAuthentication',
            'shop/default',
            { spec: {} },
            { annotations: { 'meshwright.dev/entity': 'component:default/x' } },
          ),
        ],
        context: { entityRef: 'component:default/cart' },
      },
    ),
    failing(
      'mtls',
      'MW-NAME-TAKEN',
      {},
      {
        live: [
          raw(
            'security.istio.io/v1',
            'PeerAuthentication',
            'shop/default',
            { spec: {} },
            { annotations: { 'meshwright.dev/change': 'another' } },
          ),
        ],
        context: { change: 'eu-1-mtls-shop-default' },
      },
    ),
  ],
  'login-is-own': [
    failing('issuer', 'MW0122 vault.serviceAccount', VAULT, {
      live: [
        rawIssuer('Issuer', 'shop/other', {
          vault: {
            auth: { kubernetes: { serviceAccountRef: { name: 'shop-ca' } } },
          },
        }),
      ],
    }),
  ],
};
