import type { MeshIndex } from '../index/MeshIndex';
import type {
  ServiceObject,
  ServicePort,
  WorkloadObject,
} from '../model/workloadObjects';

function selects(
  selector: ServiceObject['selector'],
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  const wanted = Object.entries(selector ?? {});
  return (
    wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value)
  );
}

/** The port of a container: a number, or looked up by its name in a pod of the Service. */
function containerPort(
  index: MeshIndex,
  { ref, selector }: ServiceObject,
  { targetPort }: ServicePort,
): number | undefined {
  if (/^\d+$/.test(targetPort)) return Number(targetPort);
  for (const pod of index.inNamespace('pod', ref.namespace ?? '')) {
    if (!selects(selector, pod.labels)) continue;
    const found = pod.ports?.find(({ name }) => name === targetPort);
    if (found) return found.port;
  }
  return undefined;
}

/**
 * Ports of the pods of a workload that Services lead to, as a NetworkPolicy
 * names them: those of containers, not those of Services.
 *
 * @internal
 */
export function podPorts(
  index: MeshIndex,
  { ref, template }: WorkloadObject,
): number[] {
  const ports = new Set<number>();
  for (const service of index.inNamespace('service', ref.namespace ?? '')) {
    if (!selects(service.selector, template.labels)) continue;
    for (const one of service.ports) {
      const port = containerPort(index, service, one);
      if (port !== undefined) ports.add(port);
    }
  }
  return [...ports].sort((a, b) => a - b);
}
