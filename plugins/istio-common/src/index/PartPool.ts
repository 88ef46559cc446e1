import type { MeshObject } from '../model/meshObject';
import type { PodObject } from '../model/workloadObjects';

/** What no other pod has. */
const OWN: ReadonlySet<string> = new Set(['ref', 'uid']);

/**
 * Lets pods share what they have in common with others of their workload
 * (labels, ports, owner, proxy): a cluster of twenty thousand pods holds a few
 * thousand distinct values.
 */
export class PartPool {
  readonly #parts = new Map<string, object>();
  readonly #texts = new Map<string, string>();
  readonly #limit: number;

  /** Beyond so many parts the pool starts anew, so that it cannot grow for ever. */
  constructor(limit = 50_000) {
    this.#limit = limit;
  }

  /** The object with its parts replaced by equal ones that are held already. */
  share(object: MeshObject): MeshObject {
    if (object.type !== 'pod') return object;
    const shared: PodObject = { ...object };
    for (const key of Object.keys(shared) as Array<keyof PodObject>) {
      if (OWN.has(key)) continue;
      // The value is equal to the one it replaces.
      Object.assign(shared, { [key]: this.#shared(shared[key]) });
    }
    return shared;
  }

  #shared(value: unknown): unknown {
    if (typeof value === 'object' && value !== null) return this.part(value);
    return typeof value === 'string' ? this.#text(value) : value;
  }

  #text(value: string): string {
    const held = this.#texts.get(value);
    if (held !== undefined) return held;
    if (this.#texts.size >= this.#limit) this.#texts.clear();
    this.#texts.set(value, value);
    return value;
  }

  /** An equal value that is held already, else the value, which is held from now on. */
  part<TValue extends object>(value: TValue): TValue {
    const key = JSON.stringify(value);
    const held = this.#parts.get(key);
    // What is written alike is alike, the type included.
    if (held) return held as TValue;
    if (this.#parts.size >= this.#limit) this.#parts.clear();
    this.#parts.set(key, value);
    return value;
  }
}
