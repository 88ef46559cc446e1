import type { ClientTls, TrafficPolicy } from '../../model/networkingObjects';
import type { MergedRule } from './DestinationRuleIndex';

/** What a client speaks to one port; AUTO is decided per endpoint. */
export type ClientTlsMode =
  | 'AUTO'
  | 'DISABLE'
  | 'SIMPLE'
  | 'MUTUAL'
  | 'ISTIO_MUTUAL';

const MODES: ReadonlySet<string> = new Set([
  'DISABLE',
  'SIMPLE',
  'MUTUAL',
  'ISTIO_MUTUAL',
]);

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

function modeOf(
  tls: ClientTls | undefined,
  rule: MergedRule | undefined,
  autoMtls: boolean,
): ClientTlsMode {
  if (!tls) return autoMtls ? 'AUTO' : 'DISABLE';
  // A sidecar gets no credential by name unless the rule selects workloads.
  const withheld =
    tls.credentialName !== undefined &&
    !tls.credentialName.startsWith('configmap://') &&
    rule?.selector === undefined &&
    (tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL');
  if (withheld || !MODES.has(tls.mode)) return 'DISABLE';
  // The set holds nothing but modes.
  return tls.mode as ClientTlsMode;
}

/**
 * The TLS that a client originates to a service port, by key `port` and
 * `port/subset`. Settings of a port replace those above them wholly, also when
 * they say nothing on TLS; a subset's policy overrides the rule's where it sets
 * TLS or speaks of the port. Without TLS settings automatic mTLS decides.
 * Source: pilot/pkg/networking/core/cluster_builder.go, applyDestinationRule;
 * pilot/pkg/networking/util, MergeSubsetTrafficPolicy; core/cluster_tls.go.
 */
export function clientTlsByPort(
  rule: MergedRule | undefined,
  port: number,
  autoMtls: boolean,
): ReadonlyMap<string, ClientTlsMode> {
  const own = policyForPort(rule?.trafficPolicy, port);
  const modes = new Map<string, ClientTlsMode>([
    [String(port), modeOf(own?.tls, rule, autoMtls)],
  ]);
  for (const subset of rule?.subsets ?? []) {
    const narrower = policyForPort(subset.trafficPolicy, port);
    const tls =
      narrower && (narrower.tls || narrower.ofPort) ? narrower.tls : own?.tls;
    modes.set(`${port}/${subset.name}`, modeOf(tls, rule, autoMtls));
  }
  return modes;
}
