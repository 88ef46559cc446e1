import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from './KubeObject';
import type { ResourceType } from './ResourceType';

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

/** What counts as the wanted state: all but metadata and status. */
function wanted({ metadata, status, apiVersion, kind, ...rest }: KubeObject) {
  return rest;
}

/**
 * The generation after a change: one more when the wanted state differs. With
 * the object alone it is the one that a delete brings.
 *
 * @internal
 */
export function nextGeneration(
  current: KubeObject,
  type?: ResourceType,
  next?: KubeObject,
): number | undefined {
  const { generation } = current.metadata;
  if (generation === undefined) return undefined;
  if (!type || !next) return generation + 1;
  const before = JSON.parse(JSON.stringify(wanted(current)));
  const after = JSON.parse(JSON.stringify(wanted(next)));
  return isDeepStrictEqual(before, after) ? generation : generation + 1;
}
