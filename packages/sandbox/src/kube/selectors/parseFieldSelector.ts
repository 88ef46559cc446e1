import { badRequest } from '../apiErrors';
import { isRecord, type KubeObject } from '../KubeObject';
import type { ResourceType } from '../ResourceType';

type Matcher = (object: KubeObject) => boolean;

/** The fields each built-in resource can be selected by, beside name and namespace. */
const FIELDS: Record<string, readonly string[]> = {
  '/pods': [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  '/namespaces': ['status.phase'],
  '/secrets': ['type'],
  '/services': ['spec.clusterIP', 'spec.type'],
  '/nodes': ['spec.unschedulable'],
  '/events': [
    'involvedObject.kind',
    'involvedObject.name',
    'involvedObject.namespace',
    'involvedObject.uid',
    'reason',
    'type',
  ],
  'apps/replicasets': ['status.replicas'],
  'batch/jobs': ['status.successful'],
};

function fieldOf(object: KubeObject, path: string): string {
  let value: unknown = object;
  for (const step of path.split('.')) {
    value = isRecord(value) ? value[step] : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
}

function assertSupported(type: ResourceType, field: string): void {
  if (field === 'metadata.name') return;
  if (field === 'metadata.namespace' && (type.namespaced || !type.custom)) {
    return;
  }
  if (FIELDS[`${type.group}/${type.plural}`]?.includes(field)) return;
  // types without selectable fields of their own are refused in other words
  const bare =
    !type.custom && FIELDS[`${type.group}/${type.plural}`] === undefined;
  throw badRequest(
    bare
      ? `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
      : `field label not supported: ${field}`,
  );
}

/** Reads a field selector such as `metadata.name=a,status.phase!=Failed`. @internal */
export function parseFieldSelector(
  type: ResourceType,
  selector: string,
): Matcher {
  const terms = selector
    .split(',')
    .filter(Boolean)
    .map(term => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
      if (!match) {
        throw badRequest(
          `invalid selector: '${term}'; can't understand '${term}'`,
        );
      }
      const [, field, operator, value] = match;
      assertSupported(type, field);
      return { field, equal: operator !== '!=', value };
    });
  return object =>
    terms.every(
      ({ field, equal, value }) => (fieldOf(object, field) === value) === equal,
    );
}
