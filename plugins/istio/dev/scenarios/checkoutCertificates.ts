import type {
  CertificateStatus,
  ChainLink,
  ExposureStatus,
  NextStep,
} from '@meshwright/backstage-plugin-istio-common';
import { certificate, exposure } from '../build/certificates';
import { ref } from '../build/refs';
import { tokenRequired, tokenValidated } from '../build/security';
import { wrongKey } from '../build/trust';

export const PROPOSE_DNS_FIX: NextStep = {
  title: 'Propose DNS solver fix',
  detail:
    'Point the DNS-01 solver of ClusterIssuer letsencrypt-dns at the present zone Z0917264AB of example.com. The open challenge keeps its old solver, so after the merge delete CertificateRequest shop-example-com-4: a new one starts.',
  template: {
    entityRef: 'template:default/fix-dns-solver',
    formData: { issuer: 'letsencrypt-dns', zone: 'Z0917264AB' },
  },
};

const chain: ChainLink[] = [
  {
    kind: 'Host',
    title: 'shop.example.com',
    state: 'Served',
    tone: 'ok',
    detail: 'SNI answered by 2 gateway pods',
    broken: false,
  },
  {
    kind: 'Gateway',
    ref: ref('Gateway', 'shop/shop-gateway'),
    title: 'shop/shop-gateway',
    state: 'Bound',
    tone: 'ok',
    detail: 'server https-shop, 443, SIMPLE',
    broken: false,
  },
  {
    kind: 'Secret',
    ref: ref('Secret', 'istio-system/shop-example-com'),
    title: 'istio-system/shop-example-com',
    state: 'Present',
    tone: 'ok',
    detail: 'beside the gateway pods; contents not read',
    broken: false,
  },
  {
    kind: 'Certificate',
    ref: ref('Certificate', 'istio-system/shop-example-com'),
    title: 'istio-system/shop-example-com',
    state: 'Overdue 2 d',
    tone: 'warning',
    detail: 'renewal was due 20 Nov 04:12',
    broken: false,
  },
  {
    kind: 'CertificateRequest',
    ref: ref('CertificateRequest', 'istio-system/shop-example-com-4'),
    title: 'shop-example-com-4',
    state: 'Pending',
    tone: 'info',
    detail: 'approved, 2 d 11 h',
    broken: false,
  },
  {
    kind: 'Order',
    ref: ref('Order', 'istio-system/shop-example-com-4-281903'),
    title: 'shop-example-com-4-281903',
    state: 'Pending',
    tone: 'info',
    detail: 'ACME, Let’s Encrypt',
    broken: false,
  },
  {
    kind: 'Challenge',
    ref: ref('Challenge', 'istio-system/shop-example-com-4-281903-1098233410'),
    title: 'shop-example-com-4-281903-1098233410',
    state: 'Refused',
    tone: 'error',
    detail: 'DNS-01, not presented',
    broken: true,
  },
];

const overdue: CertificateStatus = {
  cluster: 'eu-1',
  ref: ref('Certificate', 'istio-system/shop-example-com'),
  state: 'overdue',
  tone: 'warning',
  dnsNames: ['shop.example.com'],
  secretName: 'shop-example-com',
  issuer: ref('ClusterIssuer', 'letsencrypt-dns'),
  notBefore: '2026-09-21T04:12:00Z',
  notAfter: '2026-12-20T04:12:00Z',
  renewalTime: '2026-11-20T04:12:00Z',
  lifetimeLeft: 0.305,
  rootCause: {
    object: ref(
      'Challenge',
      'istio-system/shop-example-com-4-281903-1098233410',
    ),
    summary:
      'Route 53 refused the TXT record: hosted zone Z04518731QK9 no longer exists.',
    reason: 'PresentError',
    message:
      'operation error Route 53: ChangeResourceRecordSets, StatusCode: 404, NoSuchHostedZone: No hosted zone found with ID: Z04518731QK9',
  },
  why: {
    summary:
      'The renewal was due on 20 November; the open challenge is refused by Route 53.',
    considered: [],
  },
  action: PROPOSE_DNS_FIX,
  chain,
  servedBy: [ref('Gateway', 'shop/shop-gateway')],
};

/** One stuck at its challenge in two clusters, one short-lived and healthy. */
export const checkoutCertificates: CertificateStatus[] = [
  overdue,
  { ...overdue, cluster: 'eu-2' },
  certificate('eu-1', 'checkout.internal.example.com', {
    issuer: ref('Issuer', 'istio-system/vault-issuer'),
    notBefore: '2026-11-21T09:30:00Z',
    notAfter: '2026-11-24T09:30:00Z',
    renewalTime: '2026-11-23T10:40:00Z',
    lifetimeLeft: 0.6,
    secret: wrongKey,
    why: {
      summary: 'A 72 h certificate that renews in 19 h: not late, so not red.',
      considered: [],
    },
  }),
];

/** One host with its route, one whose route leads nowhere. */
export const checkoutExposures: ExposureStatus[] = [
  exposure('eu-1', 'shop.example.com', 'shop/checkout', {
    gateway: ref('Gateway', 'shop/shop-gateway'),
    authentication: tokenValidated,
    routes: [
      {
        ref: ref('VirtualService', 'shop/checkout'),
        match: 'prefix /checkout',
        service: ref('Service', 'shop/checkout'),
        port: 8080,
      },
      {
        ref: ref('VirtualService', 'shop/checkout'),
        match: 'exact /healthz',
        service: ref('Service', 'shop/checkout'),
        port: 9090,
      },
    ],
  }),
  exposure('eu-1', 'checkout.internal.example.com', 'shop/checkout', {
    authentication: tokenRequired,
    server: {
      port: 443,
      name: 'https-internal',
      protocol: 'HTTPS',
      tlsMode: 'MUTUAL',
      credentialName: 'checkout-internal-example-com-tls',
    },
  }),
  exposure('eu-2', 'shop.example.com', 'shop/checkout', {
    gateway: ref('Gateway', 'shop/shop-gateway'),
    state: 'shadowed',
    tone: 'warning',
    why: {
      summary:
        'The second rule of VirtualService shop/checkout never matches, because the first one takes prefix /.',
      considered: [
        {
          ref: ref('VirtualService', 'shop/storefront'),
          says: 'prefix /',
          scope: 'host',
          decides: true,
          reason: 'older, takes every path',
        },
        {
          ref: ref('VirtualService', 'shop/checkout'),
          says: 'prefix /checkout',
          scope: 'host',
          decides: false,
          reason: 'never reached',
        },
      ],
    },
  }),
];
