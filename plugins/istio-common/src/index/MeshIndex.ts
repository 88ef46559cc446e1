import type { ObjectRef } from '../model/identity';
import type {
  MeshObject,
  MeshObjectOf,
  MeshObjectType,
} from '../model/meshObject';
import { objectTypeOf } from '../model/objectType';
import { ALL_AFFECTED, type AffectedSet, UNAFFECTED } from './affectedSet';
import type { WatchedResource } from '../trim/watchedResources';
import { affectedBy } from './affectedBy';
import type { IndexEvent } from './indexEvent';
import { sameObject } from './sameObject';
import { PartPool } from './PartPool';

/** Objects of one type: namespace (empty for cluster scope) → `Kind/name` → object. */
type Shelf = Map<string, Map<string, MeshObject>>;

function slot(ref: Pick<ObjectRef, 'kind' | 'name'>): string {
  return `${ref.kind}/${ref.name}`;
}

/**
 * The trimmed objects of one cluster, with the lookups that the joins need.
 *
 * @public
 */
export class MeshIndex {
  readonly #shelves = new Map<MeshObjectType, Shelf>();
  readonly #pool = new PartPool();
  /** `group/Kind` of the types that were listed as a whole. */
  readonly #listed = new Set<string>();

  /** An index over the given objects; later ones replace earlier ones of the same name. */
  static build(objects: Iterable<MeshObject>): MeshIndex {
    const index = new MeshIndex();
    for (const object of objects) index.#put(object);
    return index;
  }

  /** Brings the index up to date and says what may have changed by it. */
  apply(event: IndexEvent): AffectedSet {
    switch (event.type) {
      case 'upsert': {
        const previous = this.find(event.object.ref);
        if (previous && sameObject(previous, event.object)) return UNAFFECTED;
        this.#put(event.object);
        return affectedBy(this, previous, event.object);
      }
      case 'delete': {
        const previous = this.find(event.ref);
        if (!previous) return UNAFFECTED;
        this.#remove(previous);
        return affectedBy(this, previous, undefined);
      }
      default:
        return this.#replace(event);
    }
  }

  /** The object with this identity. */
  find(ref: ObjectRef): MeshObject | undefined {
    const type = objectTypeOf(ref.group, ref.kind);
    return type
      ? this.#shelves
          .get(type)
          ?.get(ref.namespace ?? '')
          ?.get(slot(ref))
      : undefined;
  }

  /** Every object of a type, in no particular order. */
  *all<TType extends MeshObjectType>(
    type: TType,
  ): IterableIterator<MeshObjectOf<TType>> {
    for (const namespace of this.#shelves.get(type)?.values() ?? []) {
      // A shelf holds objects of its own type only, see #put.
      yield* namespace.values() as IterableIterator<MeshObjectOf<TType>>;
    }
  }

  /** The objects of a type in one namespace, in no particular order. */
  *inNamespace<TType extends MeshObjectType>(
    type: TType,
    namespace: string,
  ): IterableIterator<MeshObjectOf<TType>> {
    const objects = this.#shelves.get(type)?.get(namespace);
    if (objects) {
      // A shelf holds objects of its own type only, see #put.
      yield* objects.values() as IterableIterator<MeshObjectOf<TType>>;
    }
  }

  /**
   * Whether a type was ever listed as a whole, by a `replace` event: then the
   * absence of objects is known too.
   */
  wasListed(resource: Pick<WatchedResource, 'group' | 'kind'>): boolean {
    return this.#listed.has(`${resource.group}/${resource.kind}`);
  }

  /** How many objects of a type there are. */
  count(type: MeshObjectType): number {
    let total = 0;
    for (const namespace of this.#shelves.get(type)?.values() ?? []) {
      total += namespace.size;
    }
    return total;
  }

  #put(object: MeshObject): void {
    let shelf = this.#shelves.get(object.type);
    if (!shelf) this.#shelves.set(object.type, (shelf = new Map()));
    const name = object.ref.namespace ?? '';
    let namespace = shelf.get(name);
    if (!namespace) shelf.set(name, (namespace = new Map()));
    namespace.set(slot(object.ref), this.#pool.share(object));
  }

  #remove(object: MeshObject): void {
    const shelf = this.#shelves.get(object.type);
    const name = object.ref.namespace ?? '';
    const namespace = shelf?.get(name);
    namespace?.delete(slot(object.ref));
    if (namespace?.size === 0) shelf?.delete(name);
  }

  #replace(event: Extract<IndexEvent, { type: 'replace' }>): AffectedSet {
    const { group, kind } = event.resource;
    const type = objectTypeOf(group, kind);
    if (!type) return UNAFFECTED;
    // That nothing of a type exists is news the first time.
    const first = !this.#listed.has(`${group}/${kind}`);
    this.#listed.add(`${group}/${kind}`);
    const before = [...this.all(type)].filter(
      ({ ref }) => ref.kind === kind && ref.group === group,
    );
    const unchanged =
      before.length === event.objects.length &&
      event.objects.every(object => {
        const previous = this.find(object.ref);
        return previous !== undefined && sameObject(previous, object);
      });
    if (unchanged && !first) return UNAFFECTED;
    for (const object of before) this.#remove(object);
    for (const object of event.objects) this.#put(object);
    return ALL_AFFECTED;
  }
}
