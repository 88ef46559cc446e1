import { flat } from '../model/flat';
import type { ObjectRef } from '../model/identity';
import type {
  MeshObject,
  MeshObjectOf,
  MeshObjectType,
} from '../model/meshObject';
import { objectTypeOf } from '../model/objectType';
import type { WatchedResource } from '../trim/watchedResources';
import type { IndexEvent } from './indexEvent';
import type { LookupObserver } from './LookupObserver';
import type { ObjectChange } from './objectChange';
import { PartPool } from './PartPool';
import { sameObject } from './sameObject';

/** Objects of one type: namespace (empty for cluster scope) → `Kind/name` → object. */
type Shelf = Map<string, Map<string, MeshObject>>;

const NO_OBJECTS: ReadonlyMap<string, MeshObject> = new Map();

const PLACE = { place: true } as const;

type ChangeListener = (changes: readonly ObjectChange[]) => void;

type Listed = Pick<WatchedResource, 'group' | 'kind' | 'part'>;

function listKey({ group, kind, part }: Listed): string {
  return part ? `${group}/${kind}:${part}` : `${group}/${kind}`;
}

/** How an object is named inside its type and namespace; no name has a slash. */
export function slotOf({
  kind,
  name,
}: Pick<ObjectRef, 'kind' | 'name'>): string {
  // Of pods there are many, and no other kind of object has their type.
  return kind === 'Pod' ? name : `${kind}/${name}`;
}

/**
 * The trimmed objects of one cluster, with the lookups that the joins need.
 *
 * @public
 */
export class MeshIndex {
  // Views share these, see observed.
  #shelves = new Map<MeshObjectType, Shelf>();
  #pool = new PartPool();
  /** `group/Kind[:part]` of the types that were listed as a whole. */
  #listed = new Set<string>();
  #listeners = new Set<ChangeListener>();
  #observer: LookupObserver | undefined;

  /** An index over the given objects; later ones replace earlier ones of the same name. */
  static build(objects: Iterable<MeshObject>): MeshIndex {
    const index = new MeshIndex();
    for (const object of objects) index.#put(object);
    return index;
  }

  /** Brings the index up to date; says what is different now, nothing when nothing is. */
  apply(event: IndexEvent): readonly ObjectChange[] {
    const changes = this.#changesOf(event);
    if (changes.length > 0) {
      for (const hear of this.#listeners) hear(changes);
    }
    return changes;
  }

  /** Tells of every change from now on, once it is made; the answer ends that. */
  subscribe(listener: (changes: readonly ObjectChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * A view of the same objects that tells of every lookup made through it.
   *
   * @internal
   */
  observed(observer: LookupObserver): MeshIndex {
    const view = new MeshIndex();
    view.#shelves = this.#shelves;
    view.#pool = this.#pool;
    view.#listed = this.#listed;
    view.#listeners = this.#listeners;
    view.#observer = observer;
    return view;
  }

  /**
   * What the cluster would be like with these objects put over those of this
   * index, and those of `gone` taken away; to be read only. Only the namespaces
   * that change are copied, all else is shared.
   *
   * @internal
   */
  overlaid(
    objects: readonly MeshObject[],
    gone: readonly ObjectRef[] = [],
  ): MeshIndex {
    const over = new MeshIndex();
    over.#listed = this.#listed;
    over.#shelves = new Map(this.#shelves);
    const leaving = gone.flatMap(ref => this.find(ref) ?? []);
    const touched = [...leaving, ...objects];
    for (const type of new Set(touched.map(one => one.type))) {
      const shelf = new Map(this.#shelves.get(type));
      for (const { ref, ...object } of touched) {
        const name = ref.namespace ?? '';
        if (object.type === type) shelf.set(name, new Map(shelf.get(name)));
      }
      over.#shelves.set(type, shelf);
    }
    for (const object of leaving) over.#remove(object);
    for (const object of objects) over.#put(object);
    return over;
  }

  /** The object with this identity. */
  find(ref: ObjectRef): MeshObject | undefined {
    const type = objectTypeOf(ref.group, ref.kind);
    if (!type) return undefined;
    this.#observer?.find(type, ref);
    return this.#shelves
      .get(type)
      ?.get(ref.namespace ?? '')
      ?.get(slotOf(ref));
  }

  /** Every object of a type, in no particular order. */
  all<TType extends MeshObjectType>(
    type: TType,
  ): IterableIterator<MeshObjectOf<TType>> {
    // Told now: an iterator may be read later, or by others.
    this.#observer?.all(type);
    return this.#every(type);
  }

  /** The objects of a type in one namespace, in no particular order. */
  inNamespace<TType extends MeshObjectType>(
    type: TType,
    namespace: string,
  ): IterableIterator<MeshObjectOf<TType>> {
    this.#observer?.inNamespace(type, namespace);
    const objects = this.#shelves.get(type)?.get(namespace);
    // A shelf holds objects of its own type only, see #put.
    return (objects ?? NO_OBJECTS).values() as IterableIterator<
      MeshObjectOf<TType>
    >;
  }

  /** The namespaces that hold objects of a type; empty for cluster scope. */
  namespaces(type: MeshObjectType): Iterable<string> {
    this.#observer?.namespaces(type);
    return this.#shelves.get(type)?.keys() ?? [];
  }

  /**
   * Whether a type was ever listed as a whole, by a `replace` event: then the
   * absence of objects is known too.
   */
  wasListed(
    resource: Pick<WatchedResource, 'group' | 'kind' | 'part'>,
  ): boolean {
    this.#observer?.wasListed(resource);
    return this.#listed.has(listKey(resource));
  }

  /** How many objects of a type there are. */
  count(type: MeshObjectType): number {
    this.#observer?.all(type);
    let total = 0;
    for (const namespace of this.#shelves.get(type)?.values() ?? []) {
      total += namespace.size;
    }
    return total;
  }

  *#every<TType extends MeshObjectType>(
    type: TType,
  ): IterableIterator<MeshObjectOf<TType>> {
    for (const namespace of this.#shelves.get(type)?.values() ?? []) {
      // A shelf holds objects of its own type only, see #put.
      yield* namespace.values() as IterableIterator<MeshObjectOf<TType>>;
    }
  }

  #changesOf(event: IndexEvent): ObjectChange[] {
    if (event.type === 'replace') return this.#replace(event);
    if (event.type === 'upsert') return this.#upsert(event.object);
    const before = this.find(event.ref);
    if (!before) return [];
    return [this.#withdraw(before)];
  }

  #withdraw(before: MeshObject): ObjectChange {
    this.#remove(before);
    return this.#holdsNear(before) ? { before } : { before, place: true };
  }

  /** Whether there is an object of the same type in the namespace. */
  #holdsNear({ type, ref }: MeshObject): boolean {
    return this.#shelves.get(type)?.has(ref.namespace ?? '') === true;
  }

  #upsert(object: MeshObject): ObjectChange[] {
    const before = this.find(object.ref);
    if (before && sameObject(before, object)) return [];
    const first = !this.#holdsNear(object);
    const after = this.#put(object);
    return [{ ...(before && { before }), after, ...(first && PLACE) }];
  }

  #put(object: MeshObject): MeshObject {
    let shelf = this.#shelves.get(object.type);
    if (!shelf) this.#shelves.set(object.type, (shelf = new Map()));
    const name = object.ref.namespace ?? '';
    let namespace = shelf.get(name);
    if (!namespace) shelf.set(name, (namespace = new Map()));
    const held = this.#pool.share(object);
    namespace.set(flat(slotOf(object.ref)), held);
    return held;
  }

  #remove(object: MeshObject): void {
    const shelf = this.#shelves.get(object.type);
    const name = object.ref.namespace ?? '';
    const namespace = shelf?.get(name);
    namespace?.delete(slotOf(object.ref));
    if (namespace?.size === 0) shelf?.delete(name);
  }

  #replace(event: Extract<IndexEvent, { type: 'replace' }>): ObjectChange[] {
    const { group, kind, part } = event.resource;
    const type = objectTypeOf(group, kind);
    if (!type) return [];
    const changes: ObjectChange[] = [];
    const resource = listKey(event.resource);
    // That nothing of a type exists is news the first time.
    if (!this.#listed.has(resource)) {
      changes.push({ listed: { group, kind, ...(part && { part }) } });
    }
    this.#listed.add(resource);
    const gone = new Set<MeshObject>();
    for (const one of this.#every(type)) {
      const { ref } = one;
      if (ref.kind === kind && ref.group === group && one.part === part) {
        gone.add(one);
      }
    }
    for (const object of event.objects) {
      const before = this.find(object.ref);
      if (before) gone.delete(before);
      changes.push(...this.#upsert(object));
    }
    for (const before of gone) {
      changes.push(this.#withdraw(before));
    }
    return changes;
  }
}
