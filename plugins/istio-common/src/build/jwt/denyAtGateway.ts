import type { ManifestObject } from '../manifest';
import type { JwtIntent } from './jwtIntent';
import { atGateway } from './policyPods';

/** `iss` exactly as it stands, any `sub`: taken apart at the last slash. @internal */
export function principalOf({ issuer }: JwtIntent): string {
  return `${issuer.url}/*`;
}

/** A client may send the port with the host, so both forms are named. */
function operation({ gateway, hosts, openPaths }: JwtIntent) {
  return {
    hosts: hosts.flatMap(host => [host, `${host}:*`]),
    ...(gateway.ports.length > 0 && { ports: gateway.ports.map(String) }),
    ...(openPaths.length > 0 && { notPaths: [...openPaths] }),
  };
}

/**
 * Turns requests away that have no token of this issuer for one of these
 * audiences. The pods of a gateway take a token of any RequestAuthentication
 * that is for them, whoever wrote it, so that only a policy can tell for which
 * host which of them counts. A DENY with `notValues` matches what lacks the
 * claim, and not what has one of them among others.
 *
 * At the named hosts only: scoped to the whole gateway it would also stop
 * health checks.
 *
 * Source: pilot/pkg/security/authn/policy_applier.go, convertToEnvoyJwtConfig;
 * pilot/pkg/security/authz/model/generator.go, requestPrincipalGenerator and
 * requestAudiencesGenerator; model.go, rule.principal.
 *
 * @internal
 */
export function denyAtGateway(intent: JwtIntent, name: string): ManifestObject {
  const { audiences } = intent.issuer;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: intent.gateway.namespace },
    spec: {
      ...atGateway(intent),
      action: 'DENY',
      rules: [
        {
          from: [{ source: { notRequestPrincipals: [principalOf(intent)] } }],
          to: [{ operation: operation(intent) }],
        },
        ...(audiences.length > 0
          ? [
              {
                to: [{ operation: operation(intent) }],
                when: [
                  { key: 'request.auth.audiences', notValues: [...audiences] },
                ],
              },
            ]
          : []),
      ],
    },
  };
}
