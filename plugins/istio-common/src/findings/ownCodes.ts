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
} as const satisfies Readonly<Record<string, FindingKind>>;
