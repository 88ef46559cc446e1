import type { FindingKind } from './findingKind';

const ROUTING =
  'https://istio.io/latest/docs/ops/best-practices/traffic-management/';
const RULE =
  'https://istio.io/latest/docs/reference/config/networking/destination-rule/';
const MIGRATION =
  'https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/';
const JWT =
  'https://istio.io/latest/docs/tasks/security/authorization/authz-jwt/';

function change(
  number: string,
  [name, short, severity]: [string, string, FindingKind['severity']],
  [cause, action]: [string, string],
  source: string,
  documentation: string,
): FindingKind {
  const text = { name, short, severity, cause, action, source, documentation };
  return { code: `MW${number}`, ...text };
}

/**
 * What only a proposed change can have wrong: it is raised by the checks in
 * `../validate/checks`, never by an assessment. Numbers as in `ownCodes.ts`.
 *
 * @public
 */
export const CHANGE_CODES = {
  nameNotIssuable: change(
    '0118',
    ['NameNotIssuable', 'name that the issuer refuses', 'error'],
    [
      'A certificate asks for a name that its issuer cannot sign.',
      'Use a public name, or an issuer of your own.',
    ],
    'CA/Browser Forum Baseline Requirements 4.2.2; RFC 8555, 8.4 (wildcards by DNS-01 only)',
    'https://cert-manager.io/docs/configuration/acme/',
  ),
  nameOfOthers: change(
    '0119',
    ['NameOfAnotherZone', 'name of another zone', 'error'],
    [
      'A certificate asks for a name in a zone that its namespace may not use.',
      'Ask for a name in a zone of the namespace.',
    ],
    'istio.exposure.zones of the app configuration',
    'https://cert-manager.io/docs/usage/certificate/',
  ),
  nameOutsideZones: change(
    '0120',
    ['NameOutsideZonesOfIssuer', 'name outside the zones', 'warning'],
    [
      'A certificate asks for a name outside the zones for which its issuer is known to sign.',
      'Use a name in a zone of the issuer, or make sure that it signs this one.',
    ],
    'istio.exposure.zones of the app configuration',
    'https://cert-manager.io/docs/usage/certificate/',
  ),
  claimOutlived: change(
    '0121',
    ['CertificatesOutliveClaim', 'names without a claim', 'warning'],
    [
      'A tenant gives up its claim on names of certificates, and certificates with such names stay.',
      'Remove the certificates first.',
    ],
    'the ValidatingAdmissionPolicies of onboarded tenants, which read the claims',
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
  ),
  loginShared: change(
    '0122',
    ['LoginOfAnotherIssuer', 'login of another issuer', 'error'],
    [
      'The ServiceAccount by which an issuer logs in to Vault is that of another issuer too.',
      'Give each issuer a ServiceAccount of its own.',
    ],
    'cert-manager, pkg/apis/certmanager/v1, VaultKubernetesAuth.serviceAccountRef',
    'https://cert-manager.io/docs/configuration/vault/',
  ),
  releaseGoesBack: change(
    '0189',
    ['ReleaseGoesBack', 'older release', 'error'],
    [
      'What is one for the cluster, or follows a tag, would go back to an older release.',
      'Install the release that runs, or take an upgrade back by its own step.',
    ],
    'istio.io/latest/docs/setup/upgrade: one minor release at a time, and forward; CRDs are never taken back',
    'https://istio.io/latest/docs/setup/upgrade/canary/',
  ),
  hostElsewhere: change(
    '0169',
    ['HostServedElsewhere', 'host served elsewhere too', 'warning'],
    [
      'A host is served by a gateway of another cluster too.',
      'Give it another name, unless both are meant to answer.',
    ],
    'RFC 1034: a name leads to every address of it alike',
    ROUTING,
  ),
  entryOverlaps: change(
    '0170',
    ['ServiceEntryOverlaps', 'host defined twice', 'warning'],
    [
      'A ServiceEntry defines a host that the mesh knows already.',
      'Use what is there, or export it to fewer namespaces.',
    ],
    'pilot/pkg/model/sidecar.go, appendSidecarServices',
    'https://istio.io/latest/docs/reference/config/networking/service-entry/',
  ),
  ruleIgnored: change(
    '0171',
    ['DestinationRuleIgnored', 'rule without effect', 'error'],
    [
      'Another DestinationRule for the host takes precedence, so that this one has no effect.',
      'Write the settings into the rule that counts.',
    ],
    'pilot/pkg/model/destination_rule.go, mergeDestinationRule; push_context.go, destinationRule',
    RULE,
  ),
  ruleReplaced: change(
    '0172',
    ['DestinationRuleReplaced', 'rule of others replaced', 'warning'],
    [
      'Clients take this DestinationRule in place of one of another namespace, which stops counting for them.',
      'Take over its settings, or write into that rule.',
    ],
    'pilot/pkg/model/push_context.go, destinationRule',
    RULE,
  ),
  waitsForSync: change(
    '0173',
    ['WaitsForSync', 'comes with another file', 'info'],
    [
      'What the change rests on is merged, and not yet in the cluster.',
      'See that it is synced.',
    ],
    'the GitOps repository, beside the live objects',
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  ),
  stillUsed: change(
    '0174',
    ['StillUsed', 'still in use', 'error'],
    [
      'What is taken away is used by something that stays.',
      'Change or remove what uses it first.',
    ],
    'references among the objects of Istio, cert-manager and the Gateway API',
    ROUTING,
  ),
  leftBehind: change(
    '0178',
    ['LeftBehind', 'definitions left behind', 'warning'],
    [
      'An earlier run of the change wrote an object that it does not have any more, and no file that was read has it.',
      'Take the object out of the repository.',
    ],
    'annotation meshwright.dev/change of the live objects and of those in files',
    ROUTING,
  ),
  calledPortUnfit: change(
    '0179',
    ['CalledPortUnfit', 'port of another protocol', 'error'],
    [
      'Sidecars read a port of the called Service as another protocol than the one that is routed.',
      'Set appProtocol on the port of the Service.',
    ],
    'pilot/pkg/networking/core/listener.go, buildSidecarOutboundListener',
    'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/',
  ),
  wayOutTaken: change(
    '0188',
    ['WayOutTaken', 'way out taken', 'error'],
    [
      'The egress gateway lets the host out already, for another change: it serves a host once, and has one DestinationRule for it.',
      'Share the way out that is there.',
    ],
    'pilot/pkg/model/gateway.go, mergeGateways; destination_rule.go, mergeDestinationRule',
    'https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/',
  ),
  clientCaUnread: change(
    '0186',
    ['ClientCaUnread', 'CA of clients not read', 'error'],
    [
      'The control plane is older than the field that names the CA of clients.',
      'Upgrade it, or put the CA beside the certificate of the server.',
    ],
    'networking/v1alpha3/gateway.proto, ServerTLSSettings (1.28)',
    'https://istio.io/latest/docs/reference/config/networking/gateway/',
  ),
  revisionUnknown: change(
    '0212',
    ['RevisionUnknown', 'no such revision', 'error'],
    [
      'A label names a revision or tag that is not installed.',
      'Name one that is, or install it first.',
    ],
    'pkg/revisions/tag_watcher.go',
    'https://istio.io/latest/docs/setup/upgrade/canary/',
  ),
  strictShutsOut: change(
    '0269',
    ['StrictShutsOut', 'shut out by STRICT', 'warning'],
    [
      'Something that speaks plain text is turned away once a port is STRICT, by static analysis.',
      'Bring it into the mesh, or leave the port PERMISSIVE.',
    ],
    'pilot/pkg/security/authn/policy_applier.go',
    MIGRATION,
  ),
  plainTextAgain: change(
    '0270',
    ['PlainTextAgain', 'plain text accepted again', 'warning'],
    [
      'A port that is STRICT today will accept plain text.',
      'Keep it STRICT, unless this is a step back on purpose.',
    ],
    'pilot/pkg/security/authn/policy_applier.go',
    MIGRATION,
  ),
  selectsNothing: change(
    '0271',
    ['PolicySelectsNothing', 'policy without pods', 'error'],
    [
      'A policy selects no pod of its namespace.',
      'Correct its labels, or write it into the namespace of the pods.',
    ],
    'pilot/pkg/model/policyattachment.go',
    'https://istio.io/latest/docs/reference/config/type/workload-selector/',
  ),
  tokenHostNotServed: change(
    '0272',
    ['TokenHostNotServed', 'host not served there', 'warning'],
    [
      'A token is asked for at a gateway that does not serve the host.',
      'Name a host that the gateway serves, or the gateway that serves the host.',
    ],
    'pilot/pkg/security/authz/model/model.go',
    JWT,
  ),
  gatewayAccountDiffers: change(
    '0273',
    ['GatewayAccountDiffers', 'gateway has another account', 'error'],
    [
      'A workload admits a service account that the gateway pods do not run as.',
      'Name spec.serviceAccountName of the gateway pods.',
    ],
    'pilot/pkg/security/authz/model/principal.go',
    JWT,
  ),
  policyOverruled: change(
    '0275',
    ['PolicyOverruled', 'overruled by a DENY', 'warning'],
    [
      'A policy decides about requests that another one turns away before.',
      'Narrow or remove the DENY policy.',
    ],
    'pilot/pkg/security/authz/builder/builder.go',
    'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
  ),
  revisionInUse: change(
    '0274',
    ['RevisionInUse', 'revision still in use', 'error'],
    [
      'A control plane is removed that proxies, tags or namespaces still use.',
      'Move them to another revision and restart their workloads first.',
    ],
    'istio.io, canary upgrades: uninstall old control plane',
    'https://istio.io/latest/docs/setup/upgrade/canary/',
  ),
  audienceUnchecked: change(
    '0276',
    ['AudienceUnchecked', 'any audience', 'warning'],
    [
      'A token is asked for, and one that the issuer gave for another application passes too.',
      'Name the audiences of the tokens.',
    ],
    'RFC 8725, 3.9; pilot/pkg/security/authn/policy_applier.go',
    JWT,
  ),
  scopeDiffers: change(
    '0277',
    ['ScopeDiffers', 'reaches another scope', 'error'],
    [
      'A policy for the mesh stands outside its root namespace, or one for a namespace stands in it.',
      'Name the root namespace for the mesh, and another one for a namespace.',
    ],
    'pilot/pkg/model/authentication.go; telemetry.go; meshConfig.rootNamespace',
    'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/',
  ),
  keysDiffer: change(
    '0278',
    ['IssuerKeysDiffer', 'issuer with other keys', 'warning'],
    [
      'Another RequestAuthentication at the same pods takes the tokens of the issuer by other keys.',
      'Name the same keys in both.',
    ],
    'pilot/pkg/security/authn/policy_applier.go',
    JWT,
  ),
} as const satisfies Readonly<Record<string, FindingKind>>;
