import type { MeshIndex } from '../index/MeshIndex';
import { byRef } from '../model/byCreation';
import { isSubset } from '../model/selectorMatches';
import type { ServiceObject, ServicePort } from '../model/workloadObjects';
import { type WorkloadGroup, labelsOf, portsOf } from './groupWorkloads';

/** The Services that select a workload's pods; one without a selector selects none. */
export function findServices(
  index: MeshIndex,
  group: WorkloadGroup,
): ServiceObject[] {
  const labels = labelsOf(group);
  const found: ServiceObject[] = [];
  for (const service of index.inNamespace('service', group.namespace)) {
    const { selector } = service;
    if (selector && isSubset(selector, labels)) found.push(service);
  }
  return found.sort(byRef);
}

/** The container port behind a Service port; undefined when its name is not declared. */
export function containerPortOf(
  group: WorkloadGroup,
  port: ServicePort,
): number | undefined {
  const number = Number(port.targetPort);
  if (Number.isInteger(number)) return number;
  return portsOf(group).find(({ name }) => name === port.targetPort)?.port;
}
