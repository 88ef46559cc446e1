import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { FormTexts } from '../ClusterSource/formTexts';
import { labelProblem } from '../ClusterSource/nameProblems';
import { oneOf } from '../ClusterSource/oneOf';
import {
  namespaceProblem,
  namespaceShape,
} from '../IstioNamespaceField/namespaceProblem';
import type { PartialServiceTarget } from './ServiceTarget';

/** What is wrong with one part of a target: what, and the way out. */
export interface TargetProblem {
  part: 'cluster' | 'namespace' | 'service' | 'port';
  sentence: string;
}

/** Checks the parts that are there, whatever the cluster holds. */
export function targetShape(
  t: FormTexts,
  { namespace, service, typedPort }: PartialServiceTarget,
): TargetProblem[] {
  const problems = {
    namespace: namespaceShape(t, namespace),
    service: labelProblem(t, t('target.service'), service),
    port: typedPort && t('wrong.noPort', { port: typedPort.slice(0, 20) }),
  };
  return (['namespace', 'service', 'port'] as const).flatMap(part => {
    const sentence = problems[part];
    return sentence ? [{ part, sentence }] : [];
  });
}

/** Checks the parts that are there against what the cluster holds. */
export function targetProblems(
  t: FormTexts,
  target: PartialServiceTarget,
  inventory: ClusterInventory,
): TargetProblem[] {
  const { namespace, service, port } = target;
  const { cluster } = inventory;
  const wrong = targetShape(t, { typedPort: target.typedPort });
  if (!namespace) return wrong;
  const place = namespaceProblem(t, namespace, inventory, false);
  if (place) return [{ part: 'namespace', sentence: place }, ...wrong];
  if (!service) return wrong;
  const services = inventory.services.filter(
    item => item.namespace === namespace,
  );
  const found = services.find(item => item.name === service);
  const name = `${namespace}/${service}`;
  if (!found) {
    const names = services.map(item => item.name);
    const choose = oneOf(t, names, t('wrong.noService', { namespace }));
    const sentence = t('wrong.service', { name, cluster, choose });
    return [{ part: 'service', sentence }, ...wrong];
  }
  if (!port || found.ports.some(item => item.port === port)) return wrong;
  const ports = found.ports.map(portText);
  const choose = oneOf(t, ports, t('wrong.noPorts'));
  const parts = { name, cluster, port: String(port), choose };
  return [{ part: 'port', sentence: t('wrong.port', parts) }];
}

/** "8080 (http)". */
export function portText(item: { port: number; name?: string }): string {
  return item.name ? `${item.port} (${item.name})` : `${item.port}`;
}
