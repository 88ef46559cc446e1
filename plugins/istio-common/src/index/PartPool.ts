import type { MeshObject } from '../model/meshObject';
import { contentHash } from './contentHash';
import { packed } from '../model/packed';
import { sameWritten } from './sameWritten';

/** What no other pod has. */
const OWN: ReadonlySet<string> = new Set(['ref', 'uid']);

/**
 * Lets pods share what they have in common with others of their workload
 * (labels, ports, owner, proxy): a cluster of twenty thousand pods holds a few
 * thousand distinct values.
 */
export class PartPool {
  /** By hash of the content: keys made of the content would take as much room again. */
  readonly #parts = new Map<number, object>();
  readonly #texts = new Map<string, string>();
  readonly #limit: number;

  /** Beyond so many parts the pool starts anew, so that it cannot grow for ever. */
  constructor(limit = 50_000) {
    this.#limit = limit;
  }

  /** A pod with its parts replaced by equal ones that are held already; any other object as it is. */
  share(object: MeshObject): MeshObject {
    if (object.type !== 'pod') return object;
    return packed(object, (value, name) =>
      OWN.has(name) ? value : this.#shared(value),
    );
  }

  /** An equal text that is held already, else the text, which is held from now on. */
  text(value: string): string {
    const held = this.#texts.get(value);
    if (held !== undefined) return held;
    if (this.#texts.size >= this.#limit) this.#texts.clear();
    this.#texts.set(value, value);
    return value;
  }

  /** An equal value that is held already, else a copy of it, which is held from now on. */
  part<TValue extends object>(value: TValue): TValue {
    const hash = contentHash(value);
    const held = this.#parts.get(hash);
    // What is written alike is alike, the type included.
    if (held && sameWritten(held, value)) return held as TValue;
    if (this.#parts.size >= this.#limit) this.#parts.clear();
    // A list that was built up has room to grow, as an object has.
    const kept = Array.isArray(value) ? value.slice() : packed(value);
    // Of two that have one hash by chance the later is held.
    this.#parts.set(hash, kept);
    // A copy is of the type of what it copies.
    return kept as TValue;
  }

  #shared(value: unknown): unknown {
    if (typeof value === 'object' && value !== null) return this.part(value);
    return typeof value === 'string' ? this.text(value) : value;
  }
}
