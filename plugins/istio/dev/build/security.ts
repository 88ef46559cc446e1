import type {
  AuthenticationFacts,
  AuthorizationFacts,
  NetworkFacts,
} from '@meshwright/backstage-plugin-istio-common';
import { ref } from './refs';

const allowPolicy = {
  ref: ref('AuthorizationPolicy', 'shop/checkout-allow'),
  says: 'ALLOW from storefront with a token of login.example.com',
  scope: 'workload',
  decides: true,
  reason: 'an ALLOW policy turns everything else away',
  createdAt: '2026-05-04T08:00:00Z',
};

/** A policy turns requests without a valid token away. */
export const tokenRequired: AuthenticationFacts = {
  jwt: 'required',
  issuers: ['https://login.example.com/realms/shop'],
  tone: 'ok',
  why: {
    summary:
      'RequestAuthentication shop/login names the issuer, and AuthorizationPolicy shop/checkout-allow asks for its principal.',
    considered: [
      {
        ref: ref('RequestAuthentication', 'shop/login'),
        says: 'https://login.example.com/realms/shop',
        scope: 'namespace',
        decides: false,
        reason: 'checks a token where one is sent',
      },
      allowPolicy,
    ],
  },
};

/** Tokens are checked, and nothing asks for one. */
export const tokenValidated: AuthenticationFacts = {
  jwt: 'validated',
  issuers: ['https://login.example.com/realms/shop'],
  tone: 'warning',
  why: {
    summary:
      'RequestAuthentication shop/login checks a token where one is sent, but no policy asks for one: a request without a token passes.',
    considered: [
      {
        ref: ref('RequestAuthentication', 'shop/login'),
        says: 'https://login.example.com/realms/shop',
        scope: 'namespace',
        decides: true,
        reason: 'checks, and does not require',
      },
    ],
  },
  action: {
    title: 'Require the token',
    detail:
      'Add an AuthorizationPolicy in shop that allows only requests with requestPrincipals of login.example.com.',
    template: {
      entityRef: 'template:default/require-jwt',
      formData: { namespace: 'shop', issuer: 'login.example.com' },
    },
  },
};

/** Nobody looks at a token. */
export const noToken: AuthenticationFacts = {
  jwt: 'none',
  issuers: [],
  tone: 'neutral',
  why: {
    summary: 'No RequestAuthentication selects the workload.',
    considered: [],
  },
};

/** Only who is named may call. */
export const allowListed: AuthorizationFacts = {
  access: 'allow-listed',
  policies: [allowPolicy],
  authentication: tokenRequired,
};

/** No policy at all. */
export const openAccess: AuthorizationFacts = {
  access: 'open',
  policies: [],
  authentication: noToken,
};

/** Everything is turned away, by a policy that allows nothing. */
export const deniedAccess: AuthorizationFacts = {
  access: 'denied',
  policies: [
    {
      ref: ref('AuthorizationPolicy', 'shop/allow-nothing'),
      says: 'ALLOW without rules',
      scope: 'namespace',
      decides: true,
      reason: 'matches no request, so every request is turned away',
      createdAt: '2026-10-01T08:00:00Z',
    },
  ],
  authentication: noToken,
};

/** Default deny, and everything that the mesh needs passes. */
export const networkFine: NetworkFacts = {
  defaultDeny: 'yes',
  needs: [
    {
      what: 'ingress-gateway',
      port: 8080,
      allowed: 'yes',
      by: [ref('NetworkPolicy', 'shop/from-ingress')],
      detail: 'from pods of namespace istio-ingress',
    },
    {
      what: 'metrics',
      port: 15020,
      allowed: 'yes',
      by: [ref('NetworkPolicy', 'shop/from-monitoring')],
      detail: 'from pods of namespace monitoring',
    },
  ],
  tone: 'ok',
  why: {
    summary:
      'NetworkPolicy shop/default-deny selects the pods, and two others let through what the mesh needs.',
    considered: [
      {
        ref: ref('NetworkPolicy', 'shop/default-deny'),
        says: 'no ingress',
        scope: 'namespace',
        decides: true,
        reason: 'selects every pod of the namespace',
      },
    ],
  },
};

/** Default deny, and the port of the metrics is shut. */
export const metricsShut: NetworkFacts = {
  ...networkFine,
  needs: [
    networkFine.needs[0],
    {
      what: 'metrics',
      port: 15020,
      allowed: 'no',
      by: [],
      detail: 'no NetworkPolicy allows the merged metrics of the proxy',
    },
    {
      what: 'probes',
      allowed: 'unknown',
      by: [],
      detail: 'whether the kubelet passes depends on the network plugin',
    },
  ],
  tone: 'warning',
  why: {
    ...networkFine.why,
    summary:
      'NetworkPolicy shop/default-deny selects the pods, and no policy lets Prometheus reach port 15020.',
  },
  action: {
    title: 'Allow the metrics',
    detail:
      'Add a NetworkPolicy in shop that allows TCP 15020 from namespace monitoring.',
    template: {
      entityRef: 'template:default/onboard-namespace',
      formData: { namespace: 'shop' },
    },
  },
};
