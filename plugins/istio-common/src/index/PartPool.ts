import type { MeshObject } from '../model/meshObject';

/** Beyond so many parts the pool starts anew, so that it cannot grow for ever. */
const POOL_LIMIT = 50_000;

/**
 * Lets pods share what they have in common with others of their workload
 * (labels, ports, owner, proxy): a cluster of twenty thousand pods holds a few
 * thousand distinct values.
 */
export class PartPool {
  readonly #parts = new Map<string, object>();

  /** The object with its parts replaced by equal ones that are held already. */
  share(object: MeshObject): MeshObject {
    if (object.type !== 'pod') return object;
    const { ref, ...rest } = object;
    const shared: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(rest)) {
      shared[key] =
        typeof value === 'object' && value !== null ? this.#part(value) : value;
    }
    // Every value is equal to the one it replaces.
    return { ...object, ...shared, ref };
  }

  #part(value: object): object {
    const key = JSON.stringify(value);
    const held = this.#parts.get(key);
    if (held) return held;
    if (this.#parts.size >= POOL_LIMIT) this.#parts.clear();
    this.#parts.set(key, value);
    return value;
  }
}
