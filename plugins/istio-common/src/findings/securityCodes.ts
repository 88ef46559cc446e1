import type { FindingKind } from './findingKind';

const POLICY =
  'https://istio.io/latest/docs/reference/config/security/authorization-policy/';
const REQUEST =
  'https://istio.io/latest/docs/reference/config/security/request_authentication/';
const PRACTICES =
  'https://istio.io/latest/docs/ops/best-practices/security/#authorization-policies';

const MODEL = 'pilot/pkg/security/authz/model/model.go';
const GENERATOR = 'pilot/pkg/security/authz/model/generator.go';

function security(
  number: string,
  [name, short, severity]: [string, string, FindingKind['severity']],
  [cause, action]: [string, string],
  source: string,
  documentation: string = POLICY,
): FindingKind {
  const text = { name, short, severity, cause, action, source, documentation };
  return { code: `MW${number}`, ...text };
}

/** Traps of mTLS, authorization and network policies. */
export const SECURITY_CODES = {
  tokenDenialUnscoped: security(
    '0250',
    ['TokenDenialWithoutHosts', 'token wanted of everyone', 'warning'],
    [
      'A gateway turns away every request without a token, health checks and ACME HTTP-01 challenges too.',
      'Limit the rule to the hosts that need a token.',
    ],
    'pilot/pkg/security/authz/builder/builder.go',
  ),
  denyBroaderOnTcp: security(
    '0251',
    ['DenyBroaderOnTcp', 'DENY closes TCP ports', 'warning'],
    [
      'A DENY rule looks at HTTP only; on TCP ports that part is left out, so that it turns everything away.',
      'Name the HTTP ports in the rule.',
    ],
    MODEL,
  ),
  allowNeverOnTcp: security(
    '0252',
    ['AllowNeverMatchesTcp', 'ALLOW closes TCP ports', 'warning'],
    [
      'An ALLOW policy looks at HTTP only; on TCP ports it matches nothing, so that they are closed.',
      'Add a rule for the TCP ports without HTTP attributes.',
    ],
    MODEL,
  ),
  tokenNotRequired: security(
    '0253',
    ['TokenNotRequired', 'no token required', 'warning'],
    [
      'A RequestAuthentication checks tokens, and nothing requires one.',
      'Add an AuthorizationPolicy that turns requests without a token away.',
    ],
    'pilot/pkg/security/authn/policy_applier.go',
    REQUEST,
  ),
  hostWithoutPort: security(
    '0254',
    ['DeniedHostWithoutPort', 'DENY got round by a port', 'warning'],
    [
      'A DENY rule names a host without the form that carries a port, and a request for that form gets by.',
      'Name each host twice, the second time with ":*".',
    ],
    'pilot/pkg/security/authz/matcher/header.go',
    PRACTICES,
  ),
  literalStar: security(
    '0255',
    ['LiteralStar', 'value matches nothing', 'warning'],
    [
      'A value has a star at both ends, and the second one is taken literally.',
      'Keep the star at one end only.',
    ],
    'pilot/pkg/security/authz/matcher/string.go',
  ),
  unknownIssuer: security(
    '0256',
    ['IssuerNotAccepted', 'no token can match', 'error'],
    [
      'A policy asks for a token that no RequestAuthentication for the same proxy accepts.',
      'Accept the issuer in a RequestAuthentication, or correct it in the policy.',
    ],
    GENERATOR,
    REQUEST,
  ),
  unknownServiceAccount: security(
    '0257',
    ['ServiceAccountWithoutWorkload', 'nobody has this identity', 'warning'],
    [
      'A policy names a service account that no workload runs as.',
      'Name the service account of the pods, for a gateway spec.serviceAccountName.',
    ],
    GENERATOR,
  ),
  identityNeedsMtls: security(
    '0258',
    ['IdentityNeedsMtls', 'identity without mTLS', 'warning'],
    [
      'A policy goes by the identity of clients on a port that takes plain text, where clients have none.',
      'Set mode STRICT for the port.',
    ],
    GENERATOR,
  ),
  authenticationWithoutWorkload: security(
    '0259',
    ['AuthenticationWithoutWorkload', 'selects no workload', 'warning'],
    [
      'A RequestAuthentication applies to no proxy.',
      'Correct its selector, or remove it.',
    ],
    'pilot/pkg/model/policyattachment.go',
    REQUEST,
  ),
  policyTarget: security(
    '0260',
    ['PolicyTargetIgnored', 'target has no effect', 'warning'],
    [
      'A policy is attached to something that does not enforce it.',
      'Attach it to a Gateway or waypoint, or use a selector.',
    ],
    'pilot/pkg/model/policyattachment.go',
  ),
  trustDomain: security(
    '0262',
    ['OtherTrustDomain', 'other trust domain', 'info'],
    [
      'A policy names identities of a trust domain that is not that of the mesh.',
      'Write cluster.local, which stands for the trust domain of the mesh, unless another mesh is meant.',
    ],
    'pilot/pkg/security/trustdomain/bundle.go',
  ),
  strayLabels: security(
    '0263',
    ['LabelsBesideSelector', 'matchLabels misplaced', 'error'],
    [
      'The field matchLabels stands beside the selector, where nothing reads it, so that the policy applies to the whole namespace.',
      'Move matchLabels into selector.',
    ],
    'pkg/config/validation/validation.go',
  ),
  tokenNotForwarded: security(
    '0264',
    ['TokenNotForwarded', 'token taken off', 'error'],
    [
      'A gateway checks a token and takes it off the request, and the workload behind it wants it too.',
      'Set forwardOriginalToken on the rule of the gateway.',
    ],
    'pilot/pkg/security/authn/policy_applier.go',
    REQUEST,
  ),
  autoMtlsDisabled: security(
    '0265',
    ['StrictBelowDisable', 'clients send plain text to STRICT', 'error'],
    [
      'A workload is STRICT in a namespace that is DISABLE, and clients go by the namespace: they send plain text.',
      'Set the namespace to PERMISSIVE, or a DestinationRule with ISTIO_MUTUAL.',
    ],
    'pilot/pkg/model/push_context.go',
    'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
  ),
  networkBlocked: security(
    '0266',
    ['NetworkPolicyBlocksMesh', 'blocked by NetworkPolicy', 'error'],
    [
      'NetworkPolicies shut out traffic that the mesh needs.',
      'Add a NetworkPolicy that lets it in.',
    ],
    'k8s.io/api/networking/v1/types.go',
    'https://istio.io/latest/docs/ops/deployment/application-requirements/',
  ),
  metricsBlocked: security(
    '0267',
    ['NetworkPolicyBlocksMetrics', 'metrics blocked', 'info'],
    [
      'NetworkPolicies shut Prometheus out of the metrics of the proxy.',
      'Add a NetworkPolicy that opens ports 15020 and 15090 to its namespace.',
    ],
    'k8s.io/api/networking/v1/types.go',
    'https://istio.io/latest/docs/ops/deployment/application-requirements/',
  ),
  httpRuleInAmbient: security(
    '0268',
    ['HttpRuleInZtunnel', 'HTTP rule without a waypoint', 'warning'],
    [
      'A policy looks at HTTP and is enforced by ztunnel, which cannot: ALLOW then admits less, DENY turns more away.',
      'Attach the policy to a waypoint with targetRefs.',
    ],
    'pilot/pkg/serviceregistry/ambient/authorization.go',
    'https://istio.io/latest/docs/ambient/usage/l4-policy/',
  ),
} as const satisfies Readonly<Record<string, FindingKind>>;
