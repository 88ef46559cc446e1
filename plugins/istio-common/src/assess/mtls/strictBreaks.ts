import type { PortMtlsStatus } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { DestinationRuleObject } from '../../model/networkingObjects';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { offersAutoMtls } from '../dataplane/podDataPlane';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { isSubset } from '../../model/selectorMatches';
import { serviceHost } from '../hosts';
import { containerPortOf } from '../findServices';

type Reason = PortMtlsStatus['strict']['reasons'][number];

/** Modes of a rule that a STRICT server refuses: no TLS, or TLS of the client's own. */
const REFUSED: ReadonlySet<string> = new Set(['DISABLE', 'SIMPLE']);

function refusedModes(rule: DestinationRuleObject, port: number): string[] {
  const policies = [
    rule.trafficPolicy,
    ...rule.subsets.map(subset => subset.trafficPolicy),
  ];
  return policies.flatMap(policy => {
    const own = policy?.portLevel?.find(setting => setting.port === port);
    const tls = own ? own.tls : policy?.tls;
    return tls && REFUSED.has(tls.mode) ? [tls.mode] : [];
  });
}

/** DestinationRules that make clients speak something else than mesh mTLS to a port. */
export function ruleReasons(
  scope: AssessScope,
  group: WorkloadGroup,
  services: readonly ServiceObject[],
  port: number,
): Reason[] {
  const reasons = new Map<ObjectRef, string>();
  for (const service of services) {
    const rules = scope.destinationRules.covering(serviceHost(service.ref));
    if (rules.length === 0) continue;
    const servicePorts = service.ports.filter(
      one => containerPortOf(group, one) === port,
    );
    for (const rule of rules) {
      for (const { port: servicePort } of servicePorts) {
        const [mode] = refusedModes(rule, servicePort);
        if (!mode) continue;
        reasons.set(
          rule.ref,
          `sets TLS mode ${mode} for ${service.ref.name}:${servicePort}`,
        );
      }
    }
  }
  return [...reasons]
    .map(([ref, reason]) => ({ ref, reason }))
    .sort((a, b) =>
      `${a.ref.namespace}/${a.ref.name}` < `${b.ref.namespace}/${b.ref.name}`
        ? -1
        : 1,
    );
}

/** HTTP probes of the kubelet that reach the port without mTLS. */
export function probeReasons(group: WorkloadGroup, port: number): Reason[] {
  return group.shape.probed?.includes(port)
    ? [
        {
          ref: group.ref,
          reason:
            'the kubelet probes this port and rewriteAppHTTPProbers is "false"',
        },
      ]
    : [];
}

/** Prometheus scraping the port itself, past the metrics that the proxy merges. */
export function scrapeReasons(group: WorkloadGroup, port: number): Reason[] {
  return group.shape.scraped?.includes(port)
    ? [
        {
          ref: group.ref,
          reason:
            'Prometheus is told to scrape this port in plain text, as prometheus.io/port does not lead to the merged metrics at 15020',
        },
      ]
    : [];
}

/**
 * Sidecars to which automatic mTLS sends plain text, because the label that
 * offers it is not there or says otherwise.
 * Source: pilot/pkg/xds/endpoints/mtls_checker.go, checkMtlsEnabled.
 */
export function labelReasons(group: WorkloadGroup): Reason[] {
  const { mute } = group.shape;
  return mute
    ? [
        {
          ref: group.ref,
          reason: `clients send plain text to ${mute.pods} of ${mute.of} pods, whose label security.istio.io/tlsMode is not istio`,
        },
      ]
    : [];
}

/** Whether a Service has an endpoint that does not offer automatic mTLS. */
function hasPlainEndpoint(scope: AssessScope, service: ServiceObject): boolean {
  return scope
    .workloadsIn(service.ref.namespace ?? '')
    .some(
      group =>
        isSubset(service.selector, labelsOf(group)) &&
        group.pods.some(pod => !offersAutoMtls(pod)),
    );
}

/**
 * Headless Services with a pod that has no sidecar: automatic mTLS is off for
 * all of their pods then.
 * Source: pilot/pkg/model/push_context.go, BestEffortInferServiceMTLSMode.
 */
export function headlessReasons(
  scope: AssessScope,
  services: readonly ServiceObject[],
): Reason[] {
  return services
    .filter(({ headless, selector }) => headless && selector)
    .filter(service => scope.memo(hasPlainEndpoint, service))
    .map(({ ref }) => ({
      ref,
      reason:
        'is headless, and not all of its pods offer mTLS, so clients send plain text to every one',
    }));
}
