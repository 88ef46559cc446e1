import {
  entitySelector,
  type EntityStatus,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import type { PartialServiceTarget, ServiceTarget } from './ServiceTarget';

type Service = WorkloadStatus['services'][number];

const HTTP = /^(http|grpc|web)/;
const NOT_FOR_CLIENTS = /metrics|health|admin|debug|prom/;

/**
 * The Services in front of the entity's workloads, as the backend joined them:
 * those that are named like their workload first, then in the order of the
 * clusters.
 */
export function suggestTargets(status: EntityStatus): ServiceTarget[] {
  const targets = status.workloads.flatMap(workload =>
    [...workload.services]
      .sort(
        (a, b) =>
          Number(b.name === workload.ref.name) -
          Number(a.name === workload.ref.name),
      )
      .flatMap(service => toTarget(workload, service)),
  );
  const seen = new Set<string>();
  return targets.filter(({ cluster, namespace, service }) => {
    const key = `${cluster} ${namespace} ${service}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** What the annotations alone say, for when no cluster does. */
export function suggestFromAnnotations(
  annotations: Record<string, string> | undefined,
): PartialServiceTarget | undefined {
  const selector = entitySelector(annotations);
  if (!selector) return undefined;
  const namespace = selector.namespaces?.[0];
  const { cluster } = selector;
  return {
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
  };
}

/** The port that clients most likely mean. */
export function likelyPort<T extends { name?: string }>(
  ports: readonly T[],
): T | undefined {
  return (
    ports.find(({ name }) => name && HTTP.test(name) && !isInternal(name)) ??
    ports.find(({ name }) => !name || !isInternal(name)) ??
    ports[0]
  );
}

function isInternal(name: string): boolean {
  return NOT_FOR_CLIENTS.test(name);
}

function toTarget(
  { cluster, ref }: WorkloadStatus,
  service: Service,
): ServiceTarget[] {
  const port = likelyPort(service.ports);
  if (!port || !ref.namespace) return [];
  return [
    {
      cluster,
      namespace: ref.namespace,
      service: service.name,
      port: port.port,
    },
  ];
}
