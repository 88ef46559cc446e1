import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';

/** A workload and the ports of its pods. @public */
export interface PodPorts {
  name?: string;
  labels?: Record<string, string>;
  ports?: number[];
}

/** "8080, 9090". */
export function portsText(ports: readonly number[] | undefined): string {
  return (ports ?? []).join(', ');
}

/** The ports that a text says; undefined when it says none, or one that is none. */
export function parsePorts(text: string): number[] | undefined {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  if (parts.length === 0 || !parts.every(part => /^\d{1,5}$/.test(part))) {
    return undefined;
  }
  const ports = [...new Set(parts.map(Number))];
  return ports.every(port => port >= 1 && port <= 65535) ? ports : undefined;
}

/** The workloads of a namespace; nothing without one. */
export function workloadsAt(
  inventory: ClusterInventory | undefined,
  namespace: string | undefined,
): ClusterInventory['workloads'] {
  return (inventory?.workloads ?? []).filter(
    workload => workload.namespace === namespace,
  );
}
