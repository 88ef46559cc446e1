/** What a finding's code stands for. @public */
export interface FindingKind {
  /** Istio's own code (IST…) where one fits, else ours (MW…). Never used twice. */
  readonly code: string;
  readonly name: string;
  /** A few words for a card, "host not found". */
  readonly short: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong, in general. */
  readonly cause: string;
  /** What to do, in general. */
  readonly action: string;
  /** Where the rule comes from. */
  readonly source: string;
  readonly documentation?: string;
}

function ist(
  number: string,
  name: string,
  short: string,
  severity: FindingKind['severity'],
  cause: string,
  action: string,
): FindingKind {
  return {
    code: `IST${number}`,
    name,
    short,
    severity,
    cause,
    action,
    source: 'pkg/config/analysis/msg/messages.yaml',
    documentation: `https://istio.io/latest/docs/reference/config/analysis/ist${number}/`,
  };
}

function own(
  number: string,
  name: string,
  short: string,
  severity: FindingKind['severity'],
  cause: string,
  action: string,
  source: string,
): FindingKind {
  return { code: `MW${number}`, name, short, severity, cause, action, source };
}

/** Every code that an assessment can raise. @public */
export const FINDING_KINDS = {
  notFound: ist(
    '0101',
    'ReferencedResourceNotFound',
    'reference not found',
    'error',
    'An object refers to another one that does not exist.',
    'Create what is missing, or correct the name.',
  ),
  meshHostConflict: ist(
    '0109',
    'ConflictingMeshGatewayVirtualServiceHosts',
    'host routed twice',
    'error',
    'Several VirtualServices route the same host inside the mesh, and one of them is picked.',
    'Merge their routes into one VirtualService, or export them to different namespaces.',
  ),
  portRequired: ist(
    '0112',
    'VirtualServiceDestinationPortSelectorRequired',
    'port missing',
    'error',
    'A route names a Service with several ports but no port.',
    'Set destination.port.number.',
  ),
  severalInjectionLabels: ist(
    '0123',
    'NamespaceMultipleInjectionLabels',
    'two injection labels',
    'warning',
    'A namespace carries both injection labels, and istio-injection wins.',
    'Remove the label istio-injection.',
  ),
  hostNotInGateway: ist(
    '0132',
    'VirtualServiceHostNotFoundInGateway',
    'host not on the Gateway',
    'warning',
    'A VirtualService is bound to a Gateway that does not take its host.',
    'Add the host to a server of the Gateway.',
  ),
  duplicateCertificate: ist(
    '0138',
    'GatewayDuplicateCertificate',
    'certificate served twice',
    'warning',
    'Several Gateways serve one certificate, so that a client may reuse a connection for a host of the other and get 404.',
    'Serve the hosts from one Gateway, or give each its own certificate.',
  ),
  conflictingGateways: ist(
    '0145',
    'ConflictingGateways',
    'host held by another Gateway',
    'error',
    'Two Gateways claim the same host and port on the same pods; the older one wins.',
    'Take the host out of one of them.',
  ),
  gatewayPortNotOnService: ist(
    '0162',
    'GatewayPortNotDefinedOnService',
    'port not on the Service',
    'warning',
    'A Gateway uses a port that no Service of the gateway pods has.',
    'Add the port to the Service, or use one that it has.',
  ),
  ineffectivePolicy: ist(
    '0167',
    'IneffectivePolicy',
    'policy without effect',
    'warning',
    'A policy, or a part of it, has no effect.',
    'Remove it, or change its scope.',
  ),
  emptySubset: ist(
    '0173',
    'DestinationRuleSubsetNotSelectPods',
    'subset without pods',
    'error',
    'A subset selects no pod, so that requests to it get 503.',
    'Correct the labels of the subset, or remove it.',
  ),
  unknownRuleHost: ist(
    '0174',
    'UnknownDestinationRuleHost',
    'rule for an unknown host',
    'warning',
    'A DestinationRule is for a host that is not in the mesh.',
    'Correct the host, or remove the rule.',
  ),
  hostNotOnCertificate: own(
    '0001',
    'HostNotOnCertificate',
    'host not on the certificate',
    'error',
    'A gateway serves a host with a certificate that does not name it.',
    'Add the host to dnsNames of the Certificate.',
    'RFC 9525, matching of DNS names',
  ),
  plainToStrict: own(
    '0002',
    'ClientTlsRefusedByStrict',
    'clients refused by STRICT',
    'error',
    'A DestinationRule makes clients speak something other than mesh mTLS to a port that is STRICT.',
    'Remove the TLS mode from the rule: automatic mTLS does the right thing.',
    'pilot/pkg/networking/core/cluster_tls.go',
  ),
  permissive: own(
    '0003',
    'PlainTextAccepted',
    'plain text accepted',
    'info',
    'A workload in the mesh accepts plain text.',
    'Set mode STRICT once every client has a proxy.',
    'pilot/pkg/security/authn/policy_applier.go',
  ),
  injectionLabelValue: own(
    '0004',
    'InjectionLabelValue',
    'injection label misspelt',
    'warning',
    'The label istio-injection has a value other than enabled and disabled, which switches injection off.',
    'Write the value in lower case, or use istio.io/rev.',
    'manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml',
  ),
} as const satisfies Readonly<Record<string, FindingKind>>;

/** Key of {@link FINDING_KINDS}. @public */
export type FindingKindName = keyof typeof FINDING_KINDS;
