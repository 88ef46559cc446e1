import { ApiError } from './ApiError';
import {
  badRequest,
  conflict,
  forbidden,
  invalid,
  notFound,
} from './apiErrors';
import type { KubeInput, KubeObject } from './KubeObject';
import { NAMESPACES } from './ResourceRegistry';
import type { ResourceType } from './ResourceType';
import type { ObjectStore } from './store/ObjectStore';

/** Which object a write is aimed at. @public */
export interface Target {
  type: ResourceType;
  namespace: string | undefined;
  name: string;
}

const OTHER_NAMESPACE =
  'the namespace of the provided object does not match the namespace sent on the request';

/** Where etcd would hold the object; some refusals of a real server name it. */
function storageKey(type: ResourceType, { metadata }: KubeObject): string {
  const group = type.custom ? `${type.group}/` : '';
  const namespace = metadata.namespace ? `${metadata.namespace}/` : '';
  return `/registry/${group}${type.plural}/${namespace}${metadata.name}`;
}

/** Refuses a new object whose metadata cannot be. @internal */
export function assertCreatable(
  type: ResourceType,
  namespace: string | undefined,
  { metadata = {} }: KubeInput,
): void {
  if (metadata.namespace && metadata.namespace !== (namespace ?? '')) {
    throw badRequest(OTHER_NAMESPACE);
  }
  if (!metadata.name && !metadata.generateName) {
    throw invalid(type, '', [
      {
        type: 'FieldValueRequired',
        field: 'metadata.name',
        body: 'Required value: name or generateName is required',
      },
    ]);
  }
  if (metadata.resourceVersion) {
    // a plain error inside the real server, which it reports as its own fault
    throw new ApiError(
      500,
      '',
      'resourceVersion should not be set on objects to be created',
    );
  }
}

/** Refuses new objects in a namespace that is missing or on its way out. @internal */
export function assertNamespaceOpen(
  store: ObjectStore,
  type: ResourceType,
  namespace: string | undefined,
  { metadata }: KubeInput,
): void {
  if (!namespace) return;
  const found = store.get(NAMESPACES, undefined, namespace);
  if (!found) throw notFound(NAMESPACES, namespace);
  if (found.metadata.deletionTimestamp) {
    const sentence = `unable to create new content in namespace ${namespace} because it is being terminated`;
    const refusal = forbidden(type, metadata?.name ?? '', sentence);
    refusal.status.details = {
      ...refusal.status.details,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    };
    throw refusal;
  }
}

/** Refuses an object whose name or namespace is not that of the request. @internal */
export function assertNamesAgree(
  { namespace, name }: Target,
  { metadata = {} }: KubeInput,
): void {
  if (metadata.name !== name) {
    throw badRequest(
      metadata.name
        ? `the name of the object (${metadata.name}) does not match the name on the URL (${name})`
        : `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (metadata.namespace && metadata.namespace !== (namespace ?? '')) {
    throw badRequest(OTHER_NAMESPACE);
  }
}

/** Refuses a change that was made to another state of the object. @internal */
export function assertUnchanged(
  type: ResourceType,
  current: KubeObject,
  { metadata = {} }: KubeInput,
): void {
  const { name, uid, resourceVersion } = current.metadata;
  if (metadata.uid && metadata.uid !== uid) {
    const key = storageKey(type, current);
    throw conflict(
      type,
      name,
      `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${uid}`,
    );
  }
  if (!metadata.resourceVersion) {
    if (!type.custom) return;
    // named after the resource here, not after the kind
    throw invalid({ ...type, kind: type.plural }, name, [
      {
        type: 'FieldValueInvalid',
        field: 'metadata.resourceVersion',
        body: 'Invalid value: 0: must be specified for an update',
      },
    ]);
  }
  if (metadata.resourceVersion !== resourceVersion) {
    throw conflict(
      type,
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  }
}

/** Refuses a delete whose preconditions do not hold. @internal */
export function assertPreconditions(
  type: ResourceType,
  { metadata }: KubeObject,
  wanted: { uid?: string; resourceVersion?: string },
): void {
  const { uid, resourceVersion } = wanted;
  // named after the kind here, not after the resource
  const subject = { group: type.group, plural: type.kind };
  const fail = (what: string, asked: string, found: string, guess: string) =>
    conflict(
      subject,
      metadata.name,
      `the ${what} in the precondition (${asked}) does not match the ${what} in record (${found}). The object might have been ${guess}`,
    );
  if (uid && uid !== metadata.uid) {
    throw fail('UID', uid, metadata.uid, 'deleted and then recreated');
  }
  const { resourceVersion: found } = metadata;
  if (resourceVersion && resourceVersion !== found) {
    throw fail('ResourceVersion', resourceVersion, found, 'modified');
  }
}
