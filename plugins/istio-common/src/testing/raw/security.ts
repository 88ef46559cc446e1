/** Raw security policies for tests; every argument has a sane default. */

type Json = Record<string, unknown>;

interface Named {
  name?: string;
  namespace?: string;
  createdAt?: string;
  annotations?: Json;
}

function policy(
  apiVersion: string,
  kind: string,
  spec: unknown,
  { name, namespace, createdAt, annotations }: Named,
  fallback: string,
) {
  return {
    apiVersion,
    kind,
    metadata: {
      name: name ?? fallback,
      namespace: namespace ?? 'shop',
      creationTimestamp: createdAt ?? '2026-01-01T00:00:00Z',
      ...(annotations && { annotations }),
    },
    spec,
  };
}

export function rawAuthorizationPolicy(spec: Json = {}, options: Named = {}) {
  return policy(
    'security.istio.io/v1',
    'AuthorizationPolicy',
    spec,
    options,
    'access',
  );
}

/** Turns requests without a token away; to some hosts only, when given. */
export function rawTokenDenial(
  hosts: readonly string[] | undefined,
  spec: Json = {},
  options: Named = {},
) {
  return rawAuthorizationPolicy(
    {
      action: 'DENY',
      rules: [
        {
          from: [{ source: { notRequestPrincipals: ['*'] } }],
          ...(hosts && { to: [{ operation: { hosts } }] }),
        },
      ],
      ...spec,
    },
    { name: 'require-jwt', ...options },
  );
}

export const ISSUER = 'https://sso.example.com/realms/mesh';

export function rawRequestAuthentication(spec: Json = {}, options: Named = {}) {
  return policy(
    'security.istio.io/v1',
    'RequestAuthentication',
    {
      jwtRules: [{ issuer: ISSUER, jwksUri: `${ISSUER}/certs` }],
      ...spec,
    },
    options,
    'oidc',
  );
}

export function rawNetworkPolicy(spec: Json = {}, options: Named = {}) {
  return policy(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    { podSelector: {}, policyTypes: ['Ingress'], ...spec },
    options,
    'deny-by-default',
  );
}
