import type { FindingKind, FindingKindText } from './findingKind';

function own(number: string, text: FindingKindText): FindingKind {
  return { code: `MW${number}`, ...text };
}

/**
 * Our own codes, for what neither Istio nor Kiali has a code for. Numbers:
 * 0100–0149 certificates and trust, 0150–0199 exposure and egress, 0200–0249
 * data plane, revisions and supply, 0250–0299 mTLS, authorization and network
 * policies, the rest anything else. A retired number is not used again.
 */
export const OWN_CODES = {
  hostNotOnCertificate: own('0001', {
    name: 'HostNotOnCertificate',
    short: 'host not on the certificate',
    severity: 'error',
    cause: 'A gateway serves a host with a certificate that does not name it.',
    action: 'Add the host to dnsNames of the Certificate.',
    source: 'RFC 9525, matching of DNS names',
    documentation:
      'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  }),
  plainToStrict: own('0002', {
    name: 'ClientTlsRefusedByStrict',
    short: 'clients refused by STRICT',
    severity: 'error',
    cause:
      'A DestinationRule makes clients speak something other than mesh mTLS to a port that is STRICT.',
    action:
      'Remove the TLS mode from the rule: automatic mTLS does the right thing.',
    source: 'pilot/pkg/networking/core/cluster_tls.go',
    documentation:
      'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  }),
  permissive: own('0003', {
    name: 'PlainTextAccepted',
    short: 'plain text accepted',
    severity: 'info',
    cause: 'A workload in the mesh accepts plain text.',
    action: 'Set mode STRICT once every client has a proxy.',
    source: 'pilot/pkg/security/authn/policy_applier.go',
    documentation:
      'https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/',
  }),
  injectionLabelValue: own('0004', {
    name: 'InjectionLabelValue',
    short: 'injection label misspelt',
    severity: 'warning',
    cause:
      'The label istio-injection has a value other than enabled and disabled, which switches injection off.',
    action: 'Write the value in lower case, or use istio.io/rev.',
    source:
      'manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml',
    documentation:
      'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  }),
  sharedSecret: own('0100', {
    name: 'SecretSharedByCertificates',
    short: 'two Certificates, one Secret',
    severity: 'error',
    cause:
      'Several Certificates write one Secret; cert-manager issues only one of them.',
    action: 'Give each Certificate a Secret of its own.',
    source:
      'cert-manager internal/controller/certificates/certificates.go, CertificateOwnsSecret',
    documentation: 'https://cert-manager.io/docs/usage/certificate/',
  }),
  issuerUnusable: own('0101', {
    name: 'IssuerUnusable',
    short: 'issuer cannot sign',
    severity: 'error',
    cause:
      'A Certificate refers to an issuer that does not exist or is not ready.',
    action: 'Correct issuerRef, or mend the issuer.',
    source: 'cert-manager pkg/controller/certificaterequests/sync.go',
    documentation: 'https://cert-manager.io/docs/troubleshooting/',
  }),
  renewBeforeIgnored: own('0102', {
    name: 'RenewBeforeIgnored',
    short: 'renewBefore has no effect',
    severity: 'warning',
    cause:
      'renewBefore is not shorter than the life of the certificate, so that cert-manager takes a third of that life instead.',
    action:
      'Make renewBefore shorter than the life, or use renewBeforePercentage.',
    source: 'cert-manager pkg/util/pki/renewaltime.go, desiredRenewalTime',
    documentation:
      'https://cert-manager.io/docs/usage/certificate/#issuance-triggers',
  }),
  commonNameTooLong: own('0103', {
    name: 'CommonNameTooLong',
    short: 'common name too long',
    severity: 'warning',
    cause:
      'A common name has more than 64 characters, which certificate authorities refuse.',
    action: 'Leave commonName out: clients read dnsNames only.',
    source: 'RFC 5280, ub-common-name; cert-manager ValidateCertificateSpec',
    documentation: 'https://cert-manager.io/docs/usage/certificate/',
  }),
  usageMissing: own('0104', {
    name: 'CertificateUsageMissing',
    short: 'usage missing',
    severity: 'error',
    cause:
      'A certificate that a gateway serves is not for servers, so that clients refuse it.',
    action: 'Add server auth to usages.',
    source: 'RFC 5280, 4.2.1.12',
    documentation: 'https://cert-manager.io/docs/usage/certificate/',
  }),
  lifeShorterThanAsked: own('0105', {
    name: 'LifeShorterThanAsked',
    short: 'shorter life than asked for',
    severity: 'info',
    cause:
      'The issuer gives certificates a shorter life than duration asks for.',
    action: 'Ask for no more than the issuer gives.',
    source:
      'cert-manager pkg/controller/certificaterequests/vault, and the CA that signs',
    documentation: 'https://cert-manager.io/docs/usage/certificate/',
  }),
  renewalDisabled: own('0106', {
    name: 'RenewalDisabled',
    short: 'renewal switched off',
    severity: 'warning',
    cause: 'A certificate is not renewed by itself.',
    action: 'Remove renewal.policy Disabled, or renew it in time.',
    source: 'cert-manager pkg/util/pki/renewaltime.go, RenewalTime',
    documentation: 'https://cert-manager.io/docs/usage/certificate/',
  }),
  keyKept: own('0107', {
    name: 'PrivateKeyNeverRotated',
    short: 'key never replaced',
    severity: 'info',
    cause: 'The private key outlives its certificates.',
    action: 'Set privateKey.rotationPolicy to Always.',
    source: 'cert-manager pkg/controller/certificates/keymanager',
    documentation:
      'https://cert-manager.io/docs/usage/certificate/#the-rotationpolicy-setting',
  }),
  certificateHeldBack: own('0108', {
    name: 'CertificateHeldBack',
    short: 'certificate held back',
    severity: 'error',
    cause: 'A certificate is not issued or not renewed.',
    action: 'Mend the first broken link on the way to it.',
    source: 'cert-manager pkg/controller/certificates/issuing',
    documentation: 'https://cert-manager.io/docs/troubleshooting/',
  }),
  certificateLate: own('0109', {
    name: 'CertificateLate',
    short: 'renewal late',
    severity: 'warning',
    cause: 'A certificate is past its renewal time.',
    action: 'Mend the first broken link on the way to it.',
    source: 'cert-manager pkg/controller/certificates/trigger',
    documentation: 'https://cert-manager.io/docs/troubleshooting/',
  }),
  rootEnds: own('0110', {
    name: 'MeshRootEnds',
    short: 'mesh root ends',
    severity: 'error',
    cause:
      'A root certificate of the mesh has ended or has less than a sixth of its life left.',
    action: 'Rotate the root of the mesh.',
    source: 'Istio documentation, plug in CA certificates',
    documentation:
      'https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/',
  }),
  rootsDiffer: own('0111', {
    name: 'MeshRootsDiffer',
    short: 'namespaces trust different roots',
    severity: 'warning',
    cause: 'Namespaces hold different roots of the mesh.',
    action: 'Let the rotation finish; else find who writes the ConfigMap.',
    source: 'pilot/pkg/serviceregistry/kube/controller/namespacecontroller.go',
    documentation:
      'https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/',
  }),
  rootMissing: own('0112', {
    name: 'MeshRootMissing',
    short: 'mesh root missing',
    severity: 'error',
    cause:
      'A namespace with proxies has no root certificate of the mesh, so that new pods do not start.',
    action: 'Check that istiod runs and may write ConfigMaps there.',
    source: 'pilot/pkg/serviceregistry/kube/controller/namespacecontroller.go',
    documentation:
      'https://istio.io/latest/docs/ops/common-problems/security-issues/',
  }),
  chainIncomplete: own('0113', {
    name: 'CertificateChainIncomplete',
    short: 'chain incomplete',
    severity: 'warning',
    cause: 'A Secret lacks a certificate that clients need to trust it.',
    action: 'Put the intermediates behind the certificate in tls.crt.',
    source: 'RFC 8446, 4.4.2',
    documentation:
      'https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/',
  }),
  keyMismatch: own('0114', {
    name: 'KeyMismatch',
    short: 'key does not fit',
    severity: 'error',
    cause: 'The key of a Secret does not belong to its certificate.',
    action: 'Issue the Secret anew.',
    source:
      'cert-manager internal/controller/certificates/policies/checks.go, SecretPublicKeysDiffer',
    documentation: 'https://cert-manager.io/docs/troubleshooting/',
  }),
  secretDiffers: own('0115', {
    name: 'SecretDiffersFromCertificate',
    short: 'Secret differs from its Certificate',
    severity: 'warning',
    cause: 'A Secret does not hold what its Certificate asks for.',
    action: 'Let only cert-manager write it; delete it to have it issued anew.',
    source: 'cert-manager internal/controller/certificates/policies/checks.go',
    documentation: 'https://cert-manager.io/docs/usage/certificate/',
  }),
  clientCaMissing: own('0116', {
    name: 'ClientCaMissing',
    short: 'nobody to verify clients against',
    severity: 'error',
    cause:
      'A server asks clients for certificates and has no CA to verify them with.',
    action: 'Add ca.crt to the Secret, or a Secret of that name with -cacert.',
    source: 'pilot/pkg/credentials/kube/secrets.go, GetCaCert',
    documentation:
      'https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/#configure-a-mutual-tls-ingress-gateway',
  }),
  clientCaNarrow: own('0117', {
    name: 'ClientCaNarrow',
    short: 'some clients refused',
    severity: 'warning',
    cause:
      'Clients are verified against one intermediate, so that those of its siblings are refused.',
    action:
      'Trust their root: a trust-manager Bundle whose name ends with -cacert.',
    source: 'cert-manager pkg/util/pki/parse_certificate_chain.go',
    documentation: 'https://cert-manager.io/docs/trust/trust-manager/',
  }),
  dataPlaneAhead: own('0200', {
    name: 'DataPlaneAhead',
    short: 'proxies newer than istiod',
    severity: 'error',
    cause:
      'Proxies or ztunnel are newer than the control plane that configures them.',
    action: 'Upgrade the control plane first, then restart the workloads.',
    source: 'https://istio.io/latest/docs/releases/supported-releases/',
    documentation:
      'https://istio.io/latest/docs/releases/supported-releases/#control-planedata-plane-skew',
  }),
  dataPlaneTooOld: own('0201', {
    name: 'DataPlaneTooOld',
    short: 'proxies too old',
    severity: 'warning',
    cause:
      'Proxies are more than one minor release behind the control plane that configures them.',
    action: 'Restart the workloads that run them.',
    source: 'https://istio.io/latest/docs/releases/supported-releases/',
    documentation:
      'https://istio.io/latest/docs/releases/supported-releases/#control-planedata-plane-skew',
  }),
  controlPlaneEnded: own('0202', {
    name: 'ControlPlaneEnded',
    short: 'support ended',
    severity: 'warning',
    cause:
      'A control plane runs a minor release that gets no security fixes any more.',
    action: 'Upgrade to a supported minor release.',
    source: 'https://istio.io/latest/docs/releases/supported-releases/',
    documentation:
      'https://istio.io/latest/docs/releases/supported-releases/#support-status-of-istio-releases',
  }),
  revisionsApart: own('0203', {
    name: 'RevisionsApart',
    short: 'revisions too far apart',
    severity: 'warning',
    cause:
      'Two revisions are more than two minor releases apart, farther than an upgrade may go in one step.',
    action: 'Upgrade the older one by way of a release in between.',
    source: 'https://istio.io/latest/docs/setup/upgrade/canary/',
    documentation: 'https://istio.io/latest/docs/setup/upgrade/canary/',
  }),
  controlPlaneMissing: own('0204', {
    name: 'ControlPlaneMissing',
    short: 'revision without istiod',
    severity: 'error',
    cause:
      'An injector or a tag leads to a revision that has no control plane.',
    action: 'Point it at a revision that is installed, or remove it.',
    source: 'pkg/revisions/tag_watcher.go',
    documentation:
      'https://istio.io/latest/docs/setup/upgrade/canary/#stable-revision-labels',
  }),
  labelUnanswered: own('0205', {
    name: 'LabelUnanswered',
    short: 'no injector answers',
    severity: 'warning',
    cause:
      'A namespace asks for injection by a revision or tag that no injector answers to.',
    action: 'Set its label to a revision or tag that is installed.',
    source: 'istioctl/pkg/checkinject/checkinject.go',
    documentation:
      'https://istio.io/latest/docs/ops/common-problems/injection/',
  }),
  noDefaultRevision: own('0206', {
    name: 'NoDefaultRevision',
    short: 'no default revision',
    severity: 'info',
    cause:
      'No revision is the default, so that configuration is not checked when it is written.',
    action: 'Make a revision the default.',
    source: 'pkg/revisions/default_watcher.go',
    documentation:
      'https://istio.io/latest/docs/setup/upgrade/canary/#default-tag',
  }),
  nodeAgentNotReady: own('0207', {
    name: 'NodeAgentNotReady',
    short: 'node agent not ready',
    severity: 'warning',
    cause: 'The CNI agent or ztunnel is not ready on every node.',
    action: 'Look at its pods on those nodes.',
    source: 'manifests/charts/istio-cni, manifests/charts/ztunnel',
    documentation: 'https://istio.io/latest/docs/ops/diagnostic-tools/cni/',
  }),
  controlPlaneTwins: own('0208', {
    name: 'ControlPlaneTwins',
    short: 'two versions of one revision',
    severity: 'warning',
    cause: 'Two control planes of different versions answer for one revision.',
    action: 'Give one of them a revision of its own, or remove it.',
    source:
      'manifests/charts/istio-control/istio-discovery/templates/deployment.yaml',
    documentation: 'https://istio.io/latest/docs/setup/upgrade/canary/',
  }),
  blockedPull: own('0209', {
    name: 'BlockedPull',
    short: 'image not pulled',
    severity: 'error',
    cause: 'A pod cannot get an image.',
    action: 'Do what the answer of the registry asks for.',
    source: 'pkg/kubelet/images/types.go',
    documentation: 'https://kubernetes.io/docs/concepts/containers/images/',
  }),
  foreignRegistry: own('0210', {
    name: 'ForeignRegistry',
    short: 'image from elsewhere',
    severity: 'warning',
    cause:
      'A container of the mesh runs an image from a registry that is not allowed.',
    action: 'Copy the image to an allowed registry and set global.hub to it.',
    source: 'configuration istio.registries',
    documentation:
      'https://istio.io/latest/docs/setup/additional-setup/customize-installation/',
  }),
  waypointUnusable: own('0211', {
    name: 'WaypointUnusable',
    short: 'waypoint takes no traffic',
    severity: 'error',
    cause:
      'An object names a waypoint that does not take its traffic, which goes past it and its policies.',
    action: 'Create or repair the waypoint, or correct the label.',
    source: 'pilot/pkg/serviceregistry/ambient/waypoints.go',
    documentation: 'https://istio.io/latest/docs/ambient/usage/waypoint/',
  }),
  proxyToken: own('0213', {
    name: 'ProxyTokenNotForIstiod',
    short: 'token not for istiod',
    severity: 'warning',
    cause:
      'A proxy proves itself to istiod by a token that is not made for it alone, or has none.',
    action: 'Restart the pod with the injection template of its revision.',
    source: 'files/injection-template.yaml of the chart istiod; pkg/jwt',
    documentation:
      'https://istio.io/latest/docs/ops/best-practices/security/#configure-third-party-service-account-tokens',
  }),
  delegateWithoutEffect: own('0168', {
    name: 'DelegateWithoutEffect',
    short: 'delegate without effect',
    severity: 'error',
    cause: 'A route is handed on to a VirtualService that does not take it.',
    action: 'Create or correct the VirtualService that delegate names.',
    source: 'pilot/pkg/model/virtualservice_controller.go',
    documentation:
      'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate',
  }),
} as const satisfies Readonly<Record<string, FindingKind>>;
