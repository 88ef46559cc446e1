import type { KubeApi } from './KubeApi';
import { isRecord, type KubeObject } from './KubeObject';
import { NAMESPACES } from './ResourceRegistry';
import type { ResourceType } from './ResourceType';

interface Dependent {
  type: ResourceType;
  object: KubeObject;
}

/** Long enough that a client sees the owner go first, short enough for a demonstration. */
const DELAY_MS = 50;

function* everything(api: KubeApi): Generator<Dependent> {
  for (const type of api.registry.all()) {
    for (const object of api.store.list(type)) yield { type, object };
  }
}

/** Which objects name which owner; asked at every removal, so it is kept, not searched. */
class OwnerIndex {
  private readonly keys = new Map<string, Map<string, Dependent>>();

  note(type: ResourceType, object: KubeObject, present: boolean): void {
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const dependents = this.keys.get(uid) ?? new Map<string, Dependent>();
      this.keys.set(uid, dependents);
      if (present) dependents.set(object.metadata.uid, { type, object });
      else dependents.delete(object.metadata.uid);
      if (dependents.size === 0) this.keys.delete(uid);
    }
  }

  of(uid: string): Dependent[] {
    return [...(this.keys.get(uid)?.values() ?? [])];
  }
}

function deleteDependents(api: KubeApi, owner: string, index: OwnerIndex) {
  for (const { type, object } of index.of(owner)) {
    const { namespace, name, uid, ownerReferences = [] } = object.metadata;
    const current = api.store.get(type, namespace, name);
    const otherOwner = ownerReferences.some(
      reference =>
        reference.uid !== owner && ownerLives(api, reference.uid, object),
    );
    if (current?.metadata.uid === uid && !otherOwner) {
      api.delete({ type, namespace, name });
    }
  }
}

function ownerLives(api: KubeApi, uid: string, dependent: KubeObject): boolean {
  const reference = dependent.metadata.ownerReferences?.find(
    candidate => candidate.uid === uid,
  );
  const type =
    reference && api.registry.byKind(reference.apiVersion, reference.kind);
  if (!reference || !type) return false;
  const namespace = type.namespaced ? dependent.metadata.namespace : undefined;
  return api.store.get(type, namespace, reference.name)?.metadata.uid === uid;
}

function withoutFinalizer(
  api: KubeApi,
  type: ResourceType,
  object: KubeObject,
  finalizer: string,
) {
  const { namespace, name } = object.metadata;
  const current = api.store.get(type, namespace, name);
  if (!current) return;
  api.update(
    { type, namespace, name },
    {
      ...current,
      metadata: {
        ...current.metadata,
        finalizers: current.metadata.finalizers?.filter(
          kept => kept !== finalizer,
        ),
      },
    },
  );
}

function orphanDependents(api: KubeApi, owner: string, index: OwnerIndex) {
  for (const { type, object } of index.of(owner)) {
    const { namespace, name, ownerReferences } = object.metadata;
    api.update(
      { type, namespace, name },
      {
        ...object,
        metadata: {
          ...object.metadata,
          ownerReferences: ownerReferences?.filter(({ uid }) => uid !== owner),
        },
      },
    );
  }
}

function finishNamespace(api: KubeApi, name: string) {
  for (const { type, object } of everything(api)) {
    if (
      object.metadata.namespace === name &&
      !object.metadata.deletionTimestamp
    ) {
      api.delete({ type, namespace: name, name: object.metadata.name });
    }
  }
  const left = [...everything(api)].some(
    ({ object }) => object.metadata.namespace === name,
  );
  const namespace = api.store.get(NAMESPACES, undefined, name);
  if (left || !namespace?.metadata.deletionTimestamp) return;
  const spec = isRecord(namespace.spec) ? namespace.spec : {};
  api.update(
    { type: NAMESPACES, namespace: undefined, name },
    { ...namespace, spec: { ...spec, finalizers: [] } },
  );
}

/**
 * Deletes what a deletion leaves behind: dependents of an owner (background,
 * foreground and orphan), and the content of a namespace.
 *
 * @internal
 */
export function collectGarbage(api: KubeApi): void {
  const index = new OwnerIndex();
  const later = (work: () => void) => setTimeout(work, DELAY_MS).unref();

  api.store.subscribe(undefined, event => {
    const { object, previous, typeKey } = event;
    const type = api.registry.byKind(object.apiVersion, object.kind);
    if (!type) return;
    if (previous) index.note(type, previous, false);
    if (event.type !== 'DELETED') index.note(type, object, true);
    const {
      uid,
      name,
      namespace,
      deletionTimestamp,
      finalizers = [],
    } = object.metadata;
    if (event.type === 'DELETED') {
      if (index.of(uid).length > 0)
        later(() => deleteDependents(api, uid, index));
      const home = namespace && api.store.get(NAMESPACES, undefined, namespace);
      if (home && home.metadata.deletionTimestamp) {
        later(() => finishNamespace(api, namespace));
      }
    } else if (deletionTimestamp) {
      if (typeKey === '/namespaces') later(() => finishNamespace(api, name));
      if (finalizers.includes('orphan')) {
        later(() => {
          orphanDependents(api, uid, index);
          withoutFinalizer(api, type, object, 'orphan');
        });
      } else if (finalizers.includes('foregroundDeletion')) {
        later(() => {
          deleteDependents(api, uid, index);
          withoutFinalizer(api, type, object, 'foregroundDeletion');
        });
      }
    }
  });
}
