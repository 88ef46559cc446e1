import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  alreadyExists,
  badRequest,
  conflict,
  forbidden,
  invalid,
  notFound,
} from './apiErrors';
import { applyDefaults } from './applyDefaults';
import { generateName } from './generateName';
import { isRecord, type KubeInput, type KubeObject } from './KubeObject';
import { NAMESPACES, type ResourceRegistry } from './ResourceRegistry';
import { apiVersionOf, type ResourceType } from './ResourceType';
import { nextGeneration, startsWithGeneration } from './objectGeneration';
import { timestamp, type ObjectStore } from './store/ObjectStore';
import { validateMetadata } from './validation/validateMetadata';
import { validateFields } from './validation/validateFields';

/** Options of a write. @public */
export interface WriteOptions {
  dryRun?: boolean;
}

/** Options of a delete. @public */
export interface DeleteOptions extends WriteOptions {
  uid?: string;
  resourceVersion?: string;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
}

/** Changes a new object before it is checked, as a mutating webhook does. @public */
export type Mutator = (
  type: ResourceType,
  object: KubeInput,
  namespace: string | undefined,
) => KubeInput;

/** What an object update is applied to. */
interface Target {
  type: ResourceType;
  namespace: string | undefined;
  name: string;
}

/**
 * The verbs of the Kubernetes API over one store, with the admission,
 * defaulting and checks that a real API server makes; the HTTP layer and the
 * actors both write through it.
 *
 * @public
 */
export class KubeApi {
  private mutators: readonly Mutator[] = [];

  constructor(
    readonly store: ObjectStore,
    readonly registry: ResourceRegistry,
    readonly now: () => Date = () => new Date(),
  ) {}

  /** Sets the mutating admission steps of every create. */
  setMutators(mutators: readonly Mutator[]): void {
    this.mutators = mutators;
  }

  get(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ): KubeObject {
    const found = this.store.get(type, namespace, name);
    if (!found) throw notFound(type, name);
    return found;
  }

  create(
    type: ResourceType,
    namespace: string | undefined,
    input: KubeInput,
    options: WriteOptions = {},
  ): KubeObject {
    this.assertMetadata(type, namespace, input);
    this.assertNamespaceOpen(type, namespace, input);
    const object = this.admit(type, namespace, input);
    const { name } = object.metadata;
    validateMetadata(type, object);
    validateFields(type, object);
    if (this.store.get(type, namespace, name)) throw alreadyExists(type, name);
    return options.dryRun ? object : this.store.write(type, object);
  }

  /** Replaces an object, or only its status. */
  update(
    target: Target,
    input: KubeInput,
    options: WriteOptions & { subresource?: 'status' } = {},
  ): KubeObject {
    const { type, namespace, name } = target;
    const current = this.get(type, namespace, name);
    this.assertNamesAgree(target, input);
    this.assertUnchanged(type, current, input);
    const next =
      options.subresource === 'status'
        ? this.withStatus(current, input)
        : this.withoutStatus(type, current, input);
    validateMetadata(type, next);
    validateFields(type, next);
    return this.persist(type, current, next, options);
  }

  delete(
    { type, namespace, name }: Target,
    options: DeleteOptions = {},
  ): { object: KubeObject; gone: boolean } {
    const current = this.get(type, namespace, name);
    this.assertPreconditions(type, current, options);
    const finalizers = finalizersOnDelete(current, options.propagationPolicy);
    if (finalizers.length === 0 && !isLiveNamespace(type, current)) {
      if (!options.dryRun) this.store.remove(type, namespace, name);
      return { object: current, gone: true };
    }
    if (current.metadata.deletionTimestamp) {
      return { object: current, gone: false };
    }
    const object: KubeObject = {
      ...current,
      ...(type.plural === 'namespaces' && { status: { phase: 'Terminating' } }),
      metadata: {
        ...current.metadata,
        ...(finalizers.length > 0 && { finalizers }),
        deletionTimestamp: timestamp(this.now()),
        deletionGracePeriodSeconds: 0,
        generation: nextGeneration(current),
      },
    };
    return {
      object: options.dryRun ? object : this.store.write(type, object),
      gone: false,
    };
  }

  private admit(
    type: ResourceType,
    namespace: string | undefined,
    input: KubeInput,
  ): KubeObject {
    const { status: sent, ...rest } = input;
    const metadata = { ...input.metadata };
    if (!metadata.name && metadata.generateName) {
      metadata.name = generateName(metadata.generateName);
    }
    let object: KubeInput = applyDefaults(type, {
      ...rest,
      // a status of its own is written through /status only
      ...(!type.status && sent !== undefined && { status: sent }),
      metadata: { ...metadata, ...(namespace && { namespace }) },
    });
    for (const mutate of this.mutators)
      object = mutate(type, object, namespace);
    return withoutUndefined({
      ...object,
      kind: type.kind,
      apiVersion: apiVersionOf(type),
      metadata: {
        ...object.metadata,
        name: metadata.name ?? '',
        uid: randomUUID(),
        creationTimestamp: timestamp(this.now()),
        resourceVersion: '',
        deletionTimestamp: undefined,
        generation: startsWithGeneration(type) ? 1 : undefined,
      },
    });
  }

  private withStatus(current: KubeObject, input: KubeInput): KubeObject {
    return { ...current, status: input.status };
  }

  private withoutStatus(
    type: ResourceType,
    current: KubeObject,
    input: KubeInput,
  ): KubeObject {
    const { uid, creationTimestamp, deletionTimestamp, namespace, name } =
      current.metadata;
    const { status: sent, ...rest } = applyDefaults(type, input);
    const status = type.status ? current.status : sent;
    const next: KubeObject = {
      ...rest,
      ...(status !== undefined && { status }),
      kind: type.kind,
      apiVersion: current.apiVersion,
      metadata: {
        ...input.metadata,
        name,
        ...(namespace && { namespace }),
        uid,
        creationTimestamp,
        resourceVersion: current.metadata.resourceVersion,
        deletionTimestamp,
        generation: current.metadata.generation,
      },
    };
    return {
      ...next,
      metadata: {
        ...next.metadata,
        generation: nextGeneration(current, type, next),
      },
    };
  }

  /** Writes unless nothing changed; the last finalizer of a deleted object takes it away. */
  private persist(
    type: ResourceType,
    current: KubeObject,
    next: KubeObject,
    { dryRun }: WriteOptions,
  ): KubeObject {
    const cleaned = withoutUndefined(next);
    if (isDeepStrictEqual(cleaned, withoutUndefined(current))) return current;
    if (dryRun) return cleaned;
    const { deletionTimestamp, finalizers, namespace, name } = cleaned.metadata;
    if (
      deletionTimestamp &&
      !finalizers?.length &&
      !isLiveNamespace(type, cleaned)
    ) {
      return this.store.remove(type, namespace, name) ?? cleaned;
    }
    return this.store.write(type, cleaned);
  }

  private assertMetadata(
    type: ResourceType,
    namespace: string | undefined,
    { metadata = {} }: KubeInput,
  ): void {
    if (metadata.namespace && metadata.namespace !== (namespace ?? '')) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
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
      throw badRequest(
        'resourceVersion should not be set on objects to be created',
      );
    }
  }

  private assertNamespaceOpen(
    type: ResourceType,
    namespace: string | undefined,
    { metadata }: KubeInput,
  ): void {
    if (!namespace) return;
    const found = this.store.get(NAMESPACES, undefined, namespace);
    if (!found) throw notFound(NAMESPACES, namespace);
    if (found.metadata.deletionTimestamp) {
      throw forbidden(
        type,
        metadata?.name ?? '',
        `unable to create new content in namespace ${namespace} because it is being terminated`,
      );
    }
  }

  private assertNamesAgree(
    { namespace, name }: Target,
    { metadata = {} }: KubeInput,
  ): void {
    if (metadata.name !== name) {
      throw badRequest(
        metadata.name
          ? `the name of the object (${metadata.name}) does not match the name on the URL (${name})`
          : 'the name of the object (based on URL) was undeterminable: name must be provided',
      );
    }
    if (metadata.namespace && metadata.namespace !== (namespace ?? '')) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
  }

  private assertUnchanged(
    type: ResourceType,
    current: KubeObject,
    { metadata = {} }: KubeInput,
  ): void {
    const { name, uid, resourceVersion } = current.metadata;
    if (metadata.uid && metadata.uid !== uid) {
      throw conflict(
        type,
        name,
        `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${uid}`,
      );
    }
    if (!metadata.resourceVersion) {
      if (!type.custom) return;
      throw invalid(type, name, [
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

  private assertPreconditions(
    type: ResourceType,
    current: KubeObject,
    { uid, resourceVersion }: DeleteOptions,
  ): void {
    const { metadata } = current;
    if (uid && uid !== metadata.uid) {
      throw conflict(
        type,
        metadata.name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
      );
    }
    if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
      throw conflict(
        type,
        metadata.name,
        `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`,
      );
    }
  }
}

function finalizersOnDelete(
  { metadata }: KubeObject,
  policy: DeleteOptions['propagationPolicy'],
): string[] {
  const finalizers = new Set(metadata.finalizers);
  if (policy === 'Foreground') finalizers.add('foregroundDeletion');
  if (policy === 'Orphan') finalizers.add('orphan');
  return [...finalizers];
}

/** A namespace goes only when its content has gone and spec.finalizers is empty. */
function isLiveNamespace(type: ResourceType, { spec }: KubeObject): boolean {
  return (
    type.plural === 'namespaces' &&
    isRecord(spec) &&
    Array.isArray(spec.finalizers) &&
    spec.finalizers.length > 0
  );
}

/** What the object looks like once it has been sent over the wire. */
function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) {
    // an array of T's items stays one
    return value.map(withoutUndefined) as T;
  }
  if (!isRecord(value)) return value;
  // the same fields, less those that JSON would leave out
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, withoutUndefined(part)]),
  ) as T;
}
