import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { alreadyExists, notFound } from './apiErrors';
import { applyDefaults } from './applyDefaults';
import { generateName } from './generateName';
import { isRecord, type KubeInput, type KubeObject } from './KubeObject';
import { nextGeneration, startsWithGeneration } from './objectGeneration';
import type { ResourceRegistry } from './ResourceRegistry';
import { apiVersionOf, type ResourceType } from './ResourceType';
import { timestamp, type ObjectStore } from './store/ObjectStore';
import { validateFields } from './validation/validateFields';
import { validateMetadata } from './validation/validateMetadata';
import { wireForm, withoutEmptyFields } from './wireForm';
import {
  assertCreatable,
  assertNamesAgree,
  assertNamespaceOpen,
  assertPreconditions,
  assertUnchanged,
  type Target,
} from './writeChecks';

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
    assertCreatable(type, namespace, input);
    assertNamespaceOpen(this.store, type, namespace, input);
    const object = this.newObject(type, namespace, input);
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
    assertNamesAgree(target, input);
    assertUnchanged(type, current, input);
    const next =
      options.subresource === 'status'
        ? { ...current, status: input.status }
        : this.replacement(type, current, input);
    validateMetadata(type, next);
    validateFields(type, next);
    return this.persist(type, current, next, options);
  }

  delete(
    { type, namespace, name }: Target,
    options: DeleteOptions = {},
  ): { object: KubeObject; gone: boolean } {
    const current = this.get(type, namespace, name);
    assertPreconditions(type, current, options);
    const finalizers = finalizersOnDelete(current, options.propagationPolicy);
    if (finalizers.length === 0 && !isLiveNamespace(type, current)) {
      if (!options.dryRun) this.store.remove(type, namespace, name);
      return { object: current, gone: true };
    }
    if (current.metadata.deletionTimestamp) {
      return { object: current, gone: false };
    }
    const object = this.marked(type, current, finalizers);
    return {
      object: options.dryRun ? object : this.store.write(type, object),
      gone: false,
    };
  }

  private newObject(
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
    for (const mutate of this.mutators) {
      object = mutate(type, object, namespace);
    }
    // name, uid and time are in; the revision follows when it is stored
    return withoutEmptyFields(
      wireForm({
        ...object,
        kind: type.kind,
        apiVersion: apiVersionOf(type),
        metadata: {
          ...object.metadata,
          uid: randomUUID(),
          creationTimestamp: timestamp(this.now()),
          deletionTimestamp: undefined,
          generation: startsWithGeneration(type) ? 1 : undefined,
        },
      }),
    ) as KubeObject;
  }

  private replacement(
    type: ResourceType,
    current: KubeObject,
    input: KubeInput,
  ): KubeObject {
    const { status: sent, ...rest } = applyDefaults(type, input);
    const status = type.status ? current.status : sent;
    const { metadata } = current;
    const next: KubeObject = {
      ...rest,
      ...(status !== undefined && { status }),
      kind: type.kind,
      apiVersion: current.apiVersion,
      metadata: {
        ...rest.metadata,
        name: metadata.name,
        namespace: metadata.namespace,
        uid: metadata.uid,
        creationTimestamp: metadata.creationTimestamp,
        resourceVersion: metadata.resourceVersion,
        deletionTimestamp: metadata.deletionTimestamp,
      },
    };
    next.metadata.generation = nextGeneration(current, type, next);
    return withoutEmptyFields(wireForm(next));
  }

  /** The object as it looks while its finalizers are waited for. */
  private marked(
    type: ResourceType,
    current: KubeObject,
    finalizers: string[],
  ): KubeObject {
    const { generation, ...metadata } = current.metadata;
    return wireForm({
      ...current,
      ...(type.plural === 'namespaces' && { status: { phase: 'Terminating' } }),
      metadata: {
        ...metadata,
        ...(finalizers.length > 0 && { finalizers }),
        deletionTimestamp: timestamp(this.now()),
        deletionGracePeriodSeconds:
          type.plural === 'namespaces' ? undefined : 0,
        generation: generation === undefined ? undefined : generation + 1,
      },
    });
  }

  /** Writes unless nothing changed; the last finalizer of a deleted object takes it away. */
  private persist(
    type: ResourceType,
    current: KubeObject,
    next: KubeObject,
    { dryRun }: WriteOptions,
  ): KubeObject {
    const cleaned = wireForm(next);
    if (isDeepStrictEqual(cleaned, current)) return current;
    if (dryRun) return cleaned;
    const { deletionTimestamp, finalizers, namespace, name } = cleaned.metadata;
    if (
      deletionTimestamp &&
      !finalizers?.length &&
      !isLiveNamespace(type, cleaned)
    ) {
      this.store.remove(type, namespace, name);
      return cleaned;
    }
    return this.store.write(type, cleaned);
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
