import { byRef } from '../../model/byCreation';
import { isSubset } from '../../model/selectorMatches';
import type {
  ServiceObject,
  ServicePort,
  WorkloadObject,
} from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';
import { isWorkloadInMesh } from './inMesh';
import { namesInWords } from './someRelated';

interface PortUse {
  readonly service: ServiceObject;
  readonly port: ServicePort;
}

function servicesOfTemplate(
  { index }: AssessScope,
  { ref, template }: WorkloadObject,
): ServiceObject[] {
  return [...index.inNamespace('service', ref.namespace ?? '')]
    .filter(
      ({ selector }) =>
        selector &&
        Object.keys(selector).length > 0 &&
        isSubset(selector, template.labels),
    )
    .sort(byRef);
}

function groupBy(uses: readonly PortUse[], key: (use: PortUse) => string) {
  const groups = new Map<string, PortUse[]>();
  for (const use of uses) {
    const group = groups.get(key(use));
    if (group) group.push(use);
    else groups.set(key(use), [use]);
  }
  return [...groups.values()];
}

function servicesIn(uses: readonly PortUse[]): ServiceObject[] {
  return [...new Set(uses.map(({ service }) => service))];
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function protocolFinding(
  workload: WorkloadObject,
  uses: readonly PortUse[],
): RawFinding | undefined {
  const protocols = distinct(uses.map(({ port }) => port.protocol));
  if (protocols.length < 2) return undefined;
  const { port } = uses[0].port;
  const services = servicesIn(uses);
  return {
    kind: 'servicesDifferInProtocol',
    object: workload,
    related: services.map(({ ref }) => ref),
    cause: `${namesInWords(
      services.map(({ ref }) => nameOf(ref)),
    )} select ${nameOf(
      workload.ref,
    )} and have port ${port} with different protocols, ${protocols.join(', ')}`,
    fix: `Use another port number for one of the protocols.`,
  };
}

function targetFinding(
  workload: WorkloadObject,
  uses: readonly PortUse[],
): RawFinding | undefined {
  const ports = distinct(uses.map(({ port }) => port.port));
  if (ports.length < 2) return undefined;
  const services = servicesIn(uses);
  return {
    kind: 'conflictingServicePorts',
    object: workload,
    related: services.map(({ ref }) => ref),
    cause: `${namesInWords(
      services.map(({ ref }) => nameOf(ref)),
    )} reach port ${uses[0].port.targetPort} of ${nameOf(
      workload.ref,
    )} by different ports, ${namesInWords(ports.map(String))}`,
    fix: 'Use the same Service port for one target port.',
  };
}

/** Port 0 stands for the port of the Service. */
function targetOf({ port }: PortUse): string {
  return port.targetPort === '0' ? String(port.port) : port.targetPort;
}

/**
 * Services that do not agree on the ports of one workload.
 * Source: pkg/config/analysis/analyzers/deployment/services.go.
 */
export const serviceOverlaps = objectRule({
  name: 'service-overlaps',
  raises: ['servicesDifferInProtocol', 'conflictingServicePorts'],
  subjects: ['workload'],
  reads: [
    ['deployments.apps', 'workload'],
    ['services', 'service'],
    ['namespaces', 'namespace'],
  ],
  *judge({ scope }, workload): Iterable<RawFinding> {
    if (
      workload.ref.kind !== 'Deployment' ||
      isIgnored(workload.ref) ||
      workload.labels?.['gateway.istio.io/managed'] ===
        'istio.io-mesh-controller' ||
      !isWorkloadInMesh(scope, workload)
    ) {
      return;
    }
    const uses = servicesOfTemplate(scope, workload).flatMap(service =>
      service.ports.map(port => ({ service, port })),
    );
    for (const group of groupBy(uses, ({ port }) => String(port.port))) {
      const found = protocolFinding(workload, group);
      if (found) yield found;
    }
    for (const group of groupBy(uses, targetOf)) {
      const found = targetFinding(workload, group);
      if (found) yield found;
    }
  },
});
