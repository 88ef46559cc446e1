/** What Istio says of one of its annotations. */
export interface IstioAnnotation {
  /** Kinds that it stands on; `Any` for every kind. */
  readonly on: readonly string[];
  readonly deprecated?: true;
}

/** Annotations by the kinds that they stand on. */
const CURRENT: ReadonlyArray<
  readonly [on: readonly string[], names: readonly string[]]
> = [
  [
    ['Pod'],
    [
      'ambient.istio.io/bypass-inbound-capture',
      'ambient.istio.io/dns-capture',
      'ambient.istio.io/redirection',
      'inject.istio.io/templates',
      'istio.io/reroute-virtual-interfaces',
      'istio.io/rev',
      'prometheus.istio.io/merge-metrics',
      'proxy.istio.io/config',
      'proxy.istio.io/overrides',
      'readiness.status.sidecar.istio.io/applicationPorts',
      'readiness.status.sidecar.istio.io/failureThreshold',
      'readiness.status.sidecar.istio.io/initialDelaySeconds',
      'readiness.status.sidecar.istio.io/periodSeconds',
      'sidecar.istio.io/agentLogLevel',
      'sidecar.istio.io/bootstrapOverride',
      'sidecar.istio.io/componentLogLevel',
      'sidecar.istio.io/interceptionMode',
      'sidecar.istio.io/logLevel',
      'sidecar.istio.io/nativeSidecar',
      'sidecar.istio.io/proxyCPU',
      'sidecar.istio.io/proxyCPULimit',
      'sidecar.istio.io/proxyImage',
      'sidecar.istio.io/proxyImageType',
      'sidecar.istio.io/proxyMemory',
      'sidecar.istio.io/proxyMemoryLimit',
      'sidecar.istio.io/rewriteAppHTTPProbers',
      'sidecar.istio.io/statsEvictionInterval',
      'sidecar.istio.io/statsFlushInterval',
      'sidecar.istio.io/statsHistogramBins',
      'sidecar.istio.io/statsHistogramBuckets',
      'sidecar.istio.io/status',
      'sidecar.istio.io/userVolume',
      'sidecar.istio.io/userVolumeMount',
      'status.sidecar.istio.io/port',
      'traffic.sidecar.istio.io/excludeInboundPorts',
      'traffic.sidecar.istio.io/excludeInterfaces',
      'traffic.sidecar.istio.io/excludeOutboundIPRanges',
      'traffic.sidecar.istio.io/excludeOutboundPorts',
      'traffic.sidecar.istio.io/includeInboundPorts',
      'traffic.sidecar.istio.io/includeOutboundIPRanges',
      'traffic.sidecar.istio.io/includeOutboundPorts',
    ],
  ],
  [['GatewayClass', 'Gateway'], ['ambient.istio.io/waypoint-inbound-binding']],
  [
    ['Any'],
    ['galley.istio.io/analyze-suppress', 'gateway.istio.io/controller-version'],
  ],
  [
    ['Gateway'],
    [
      'gateway.istio.io/name-override',
      'gateway.istio.io/service-account',
      'networking.istio.io/service-type',
    ],
  ],
  [
    ['WorkloadEntry'],
    [
      'istio.io/autoRegistrationGroup',
      'istio.io/connectedAt',
      'istio.io/disconnectedAt',
      'istio.io/workloadController',
    ],
  ],
  [['AuthorizationPolicy'], ['istio.io/dry-run']],
  [
    ['Service', 'ServiceEntry', 'Namespace'],
    ['istio.io/use-waypoint-canary-weight'],
  ],
  [['Ingress'], ['kubernetes.io/ingress.class']],
  [
    ['Service'],
    ['networking.istio.io/exportTo', 'traffic.istio.io/nodeSelector'],
  ],
  [
    ['Namespace', 'Service', 'ServiceEntry'],
    ['networking.istio.io/traffic-distribution'],
  ],
  [['Namespace'], ['topology.istio.io/controlPlaneClusters']],
];

const DEPRECATED: typeof CURRENT = [
  [
    ['Service'],
    [
      'alpha.istio.io/canonical-serviceaccounts',
      'alpha.istio.io/kubernetes-serviceaccounts',
    ],
  ],
  [
    ['Pod'],
    [
      'sidecar.istio.io/discoveryAddress',
      'sidecar.istio.io/extraStatTags',
      'sidecar.istio.io/inject',
      'sidecar.istio.io/statsCompression',
      'sidecar.istio.io/statsInclusionPrefixes',
      'sidecar.istio.io/statsInclusionRegexps',
      'sidecar.istio.io/statsInclusionSuffixes',
      'traffic.sidecar.istio.io/kubevirtInterfaces',
    ],
  ],
];

/**
 * Every annotation that Istio knows. Source: istio.io/api, annotation/annotations.yaml.
 */
export const ISTIO_ANNOTATIONS: ReadonlyMap<string, IstioAnnotation> = new Map<
  string,
  IstioAnnotation
>([
  ...CURRENT.flatMap(([on, names]) =>
    names.map((name): [string, IstioAnnotation] => [name, { on }]),
  ),
  ...DEPRECATED.flatMap(([on, names]) =>
    names.map((name): [string, IstioAnnotation] => [
      name,
      { on, deprecated: true },
    ]),
  ),
]);
