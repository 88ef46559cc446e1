import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from './KubeObject';
import type { ResourceType } from './ResourceType';
import { wireForm } from './wireForm';

/** The built-in types whose registry strategy counts generations. */
const COUNTED = new Set([
  'pods',
  'deployments',
  'replicasets',
  'statefulsets',
  'daemonsets',
  'ingresses',
  'networkpolicies',
  'poddisruptionbudgets',
  'jobs',
  'cronjobs',
  'customresourcedefinitions',
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
]);

/** Whether new objects of the type carry `metadata.generation`. @internal */
export function startsWithGeneration(type: ResourceType): boolean {
  return type.custom || COUNTED.has(type.plural);
}

/** What counts as the wanted state: all but metadata, and status where it is apart. */
function wanted(type: ResourceType, object: KubeObject): object {
  const { metadata, status, apiVersion, kind, ...rest } = object;
  return wireForm(type.status ? rest : { ...rest, status });
}

/** The generation after a change: one more when the wanted state differs. @internal */
export function nextGeneration(
  current: KubeObject,
  type: ResourceType,
  next: KubeObject,
): number | undefined {
  const { generation } = current.metadata;
  if (generation === undefined) return undefined;
  const same = isDeepStrictEqual(wanted(type, current), wanted(type, next));
  return same ? generation : generation + 1;
}
