import { randomUUID } from 'node:crypto';
import type { KubeInput, KubeObject, ObjectMeta } from '../KubeObject';
import type { ResourceType } from '../ResourceType';
import { EventHistory, type StoreEvent } from './EventHistory';
import { deepFreeze } from './deepFreeze';

/** Options of {@link ObjectStore}. @public */
export interface ObjectStoreOptions {
  now?: () => Date;
  /** How many events are kept for watches and continue tokens; older ones answer 410. */
  historyLimit?: number;
  /** The resourceVersion counter starts here. */
  startRevision?: number;
}

type Table = {
  objects: Map<string, KubeObject>;
  /** In key order; rebuilt when asked for after a change. */
  sorted?: readonly KubeObject[];
};

type Listener = (event: StoreEvent) => void;

/** The key of a type inside the store. @internal */
export function typeKey(type: Pick<ResourceType, 'group' | 'plural'>): string {
  return `${type.group}/${type.plural}`;
}

function objectKey(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

function byKey(a: KubeObject, b: KubeObject): number {
  const left = objectKey(a.metadata.namespace, a.metadata.name);
  const right = objectKey(b.metadata.namespace, b.metadata.name);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * What etcd is to a real API server: objects under one growing revision, and
 * a bounded history from which watches resume and old lists are rebuilt.
 *
 * @public
 */
export class ObjectStore {
  private readonly tables = new Map<string, Table>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private history: EventHistory;
  private readonly historyLimit: number;
  private readonly now: () => Date;
  private revision: number;

  constructor(options: ObjectStoreOptions = {}) {
    this.now = options.now ?? (() => new Date());
    this.revision = options.startRevision ?? 1000;
    this.historyLimit = options.historyLimit ?? 20_000;
    this.history = new EventHistory(this.historyLimit);
    this.history.compact(this.revision);
  }

  /** The revision of the last write. */
  get resourceVersion(): number {
    return this.revision;
  }

  /** The oldest revision from which a watch can still resume. */
  get oldestRevision(): number {
    return this.history.oldest;
  }

  get(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.tables
      .get(typeKey(type))
      ?.objects.get(objectKey(namespace, name));
  }

  /** Every object of the type, in key order. */
  list(type: ResourceType): readonly KubeObject[] {
    const table = this.tables.get(typeKey(type));
    if (!table) return [];
    table.sorted ??= [...table.objects.values()].sort(byKey);
    return table.sorted;
  }

  /** The objects of the type as they were at a revision; undefined when that is compacted. */
  listAt(
    type: ResourceType,
    revision: number,
  ): readonly KubeObject[] | undefined {
    const later = this.history.since(revision, typeKey(type));
    if (!later) return undefined;
    if (later.length === 0) return this.list(type);
    const objects = new Map(this.tables.get(typeKey(type))?.objects);
    for (const { object, previous } of [...later].reverse()) {
      const key = objectKey(object.metadata.namespace, object.metadata.name);
      if (previous) objects.set(key, previous);
      else objects.delete(key);
    }
    return [...objects.values()].sort(byKey);
  }

  /** The events of the type after a revision; undefined when that is compacted. */
  eventsSince(type: ResourceType, revision: number): StoreEvent[] | undefined {
    return this.history.since(revision, typeKey(type));
  }

  /** Stores a new state of an object under the next revision. */
  write(type: ResourceType, object: KubeObject): KubeObject {
    const key = typeKey(type);
    const table = this.tableOf(key);
    const id = objectKey(object.metadata.namespace, object.metadata.name);
    const previous = table.objects.get(id);
    const stored = this.stamp(object);
    table.objects.set(id, stored);
    table.sorted = undefined;
    this.publish({
      type: previous ? 'MODIFIED' : 'ADDED',
      resourceVersion: this.revision,
      typeKey: key,
      object: stored,
      previous,
    });
    return stored;
  }

  /** Removes an object; its last state carries the revision of the removal. */
  remove(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    const key = typeKey(type);
    const table = this.tables.get(key);
    const id = objectKey(namespace, name);
    const previous = table?.objects.get(id);
    if (!table || !previous) return undefined;
    table.objects.delete(id);
    table.sorted = undefined;
    const object = this.stamp(previous);
    this.publish({
      type: 'DELETED',
      resourceVersion: this.revision,
      typeKey: key,
      object,
      previous,
    });
    return object;
  }

  /**
   * Puts an object as it is, with no admission or validation: how scenarios
   * and tests bring a cluster into a state.
   */
  put(type: ResourceType, input: KubeInput): KubeObject {
    const { metadata = {} } = input;
    const namespace = type.namespaced
      ? metadata.namespace ?? 'default'
      : undefined;
    const existing = this.get(type, namespace, metadata.name ?? '');
    return this.write(type, {
      ...input,
      kind: type.kind,
      apiVersion: type.group
        ? `${type.group}/${type.versions[0]}`
        : type.versions[0],
      metadata: this.completeMetadata(metadata, namespace, existing),
    });
  }

  /** Calls back on every later event of the type; returns how to stop. */
  subscribe(type: ResourceType | undefined, listener: Listener): () => void {
    const key = type ? typeKey(type) : '*';
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Lets a revision pass without a change of any object, as other clients' writes do. */
  advance(revisions = 1): void {
    this.revision += revisions;
  }

  /** Forgets the history up to a revision (all of it by default): older reads answer 410. */
  compact(revision: number = this.revision): void {
    this.history.compact(revision);
  }

  /**
   * Puts the revision back, as when etcd is restored from an older backup:
   * objects keep their content, and no older revision is known.
   */
  rewind(revision: number): void {
    this.revision = revision;
    this.history = new EventHistory(this.historyLimit);
    this.history.compact(revision);
    for (const table of this.tables.values()) {
      table.sorted = undefined;
      for (const [key, object] of table.objects) {
        const known = Number(object.metadata.resourceVersion);
        const metadata = {
          ...object.metadata,
          resourceVersion: String(Math.min(known, revision)),
        };
        table.objects.set(key, deepFreeze({ ...object, metadata }));
      }
    }
  }

  /** Drops every object without an event and forgets the history. */
  clear(): void {
    this.tables.clear();
    this.advance();
    this.compact();
  }

  private stamp(object: KubeObject): KubeObject {
    this.revision += 1;
    const { kind, apiVersion, metadata, ...rest } = object;
    return deepFreeze({
      kind,
      apiVersion,
      metadata: { ...metadata, resourceVersion: String(this.revision) },
      ...rest,
    });
  }

  private completeMetadata(
    metadata: Partial<ObjectMeta>,
    namespace: string | undefined,
    existing: KubeObject | undefined,
  ): ObjectMeta {
    const { name, namespace: _, ...rest } = metadata;
    if (!name) throw new Error('An object put into the store needs a name');
    return {
      name,
      ...(namespace && { namespace }),
      uid: existing?.metadata.uid ?? randomUUID(),
      creationTimestamp:
        existing?.metadata.creationTimestamp ?? timestamp(this.now()),
      resourceVersion: '',
      ...rest,
    };
  }

  private publish(event: StoreEvent): void {
    this.history.add(event);
    for (const key of [event.typeKey, '*']) {
      for (const listener of [...(this.listeners.get(key) ?? [])]) {
        listener(event);
      }
    }
  }

  private tableOf(key: string): Table {
    const table = this.tables.get(key) ?? { objects: new Map() };
    this.tables.set(key, table);
    return table;
  }
}

/** Time as Kubernetes writes it: whole seconds, UTC. @internal */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
