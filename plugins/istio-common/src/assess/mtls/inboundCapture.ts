import type { PodObject } from '../../model/workloadObjects';

function portsIn(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map(port => port.trim()));
}

/**
 * Why the proxy never sees a port: the annotation that leaves it out. An
 * exclusion counts whatever the inclusion says; `*` includes every port.
 * Source: annotations reference of Istio; tools/istio-iptables.
 */
export function bypassedBy(
  capture: NonNullable<PodObject['capture']>,
  port: number,
): string | undefined {
  if (capture.interceptionMode === 'NONE') return 'interceptionMode: NONE';
  const { excludeInboundPorts, includeInboundPorts } = capture;
  if (
    excludeInboundPorts !== undefined &&
    portsIn(excludeInboundPorts).has(String(port))
  ) {
    return `excludeInboundPorts: "${excludeInboundPorts}"`;
  }
  if (includeInboundPorts === undefined) return undefined;
  const included = portsIn(includeInboundPorts);
  return included.has('*') || included.has(String(port))
    ? undefined
    : `includeInboundPorts: "${includeInboundPorts}"`;
}
