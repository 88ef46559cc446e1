import type { ClientTls, TrafficPolicy } from '../../model/networkingObjects';
import type { MergedRule } from './DestinationRuleIndex';

interface PortPolicy {
  tls?: ClientTls;
  /** True when it comes from the settings of the port, which inherit nothing. */
  ofPort: boolean;
}

function policyForPort(
  policy: TrafficPolicy | undefined,
  port: number,
): PortPolicy | undefined {
  if (!policy) return undefined;
  const setting = policy.portLevel?.find(one => one.port === port);
  const tls = setting ? setting.tls : policy.tls;
  return { ...(tls && { tls }), ofPort: setting !== undefined };
}

/** The subset of a rule; undefined when clients are not told of it. */
export function subsetOf(
  rule: MergedRule | undefined,
  name: string,
): MergedRule['subsets'][number] | undefined {
  return rule?.subsets.find(subset => subset.name === name);
}

/**
 * The TLS settings for a port, and for a subset of it; undefined when there are
 * none. Settings of a port replace those above them wholly, also when they say
 * nothing on TLS; a subset's policy overrides the rule's where it sets TLS or
 * speaks of the port.
 * Source: pilot/pkg/networking/core/cluster_builder.go, applyDestinationRule;
 * pilot/pkg/networking/util, MergeSubsetTrafficPolicy.
 */
export function tlsSettings(
  rule: MergedRule | undefined,
  port: number,
  subset?: string,
): ClientTls | undefined {
  const own = policyForPort(rule?.trafficPolicy, port);
  if (subset === undefined) return own?.tls;
  const narrower = policyForPort(subsetOf(rule, subset)?.trafficPolicy, port);
  return narrower && (narrower.tls || narrower.ofPort)
    ? narrower.tls
    : own?.tls;
}

/**
 * Whether a sidecar leaves the TLS settings out: it gets no credential by name
 * unless the rule selects workloads, and then speaks plain text.
 * Source: pilot/pkg/networking/core/cluster_tls.go,
 * buildUpstreamClusterTLSContext.
 */
export function isWithheld(
  tls: ClientTls,
  rule: MergedRule | undefined,
): boolean {
  return (
    tls.credentialName !== undefined &&
    !tls.credentialName.startsWith('configmap://') &&
    rule?.selector === undefined &&
    (tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL')
  );
}
