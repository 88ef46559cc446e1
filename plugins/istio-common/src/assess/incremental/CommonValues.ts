import type { AssessScope } from '../AssessScope';
import type { CommonPart, Draft } from '../commonPart';
import type { Computation } from './Computation';
import type { Graph } from './Graph';

/** What the facts of one kind have in common, and which of them says which. */
export class CommonValues<TFact> {
  readonly #graph: Graph<AssessScope>;
  readonly #scope: AssessScope;
  readonly #common: CommonPart<TFact>;
  /** The value that stands in the fact of each part. */
  readonly #taken = new Map<Computation, Computation>();
  readonly #observed = new Set<Computation>();
  readonly #changed = new Set<Computation>();
  /** Whether a value may have no part any more. */
  #moved = false;
  readonly #hear = (changed: Computation) => {
    this.#changed.add(changed);
  };

  constructor(
    graph: Graph<AssessScope>,
    scope: AssessScope,
    common: CommonPart<TFact>,
  ) {
    this.#graph = graph;
    this.#scope = scope;
    this.#common = common;
  }

  /** The parts that say a value which is different now; asked once for each change. */
  takeChanged(): Computation[] {
    const parts: Computation[] = [];
    if (this.#changed.size === 0) return parts;
    // Entries would be as many short-lived lists.
    this.#taken.forEach((value, part) => {
      if (this.#changed.has(value)) parts.push(part);
    });
    this.#changed.clear();
    return parts;
  }

  /** The fact of a part whose draft is what it was. */
  refill(part: Computation): TFact {
    const value = this.#taken.get(part);
    return value ? this.#filled(part, value) : this.factOf(part);
  }

  /** The fact of a part as it is now. */
  factOf(part: Computation): TFact {
    const value = this.#valueOf(draftOf(part).common);
    if (this.#taken.get(part) !== value) {
      this.#taken.set(part, value);
      this.#moved = true;
    }
    return this.#filled(part, value);
  }

  #filled(part: Computation, { value }: Computation): TFact {
    // The value is the one that the draft names.
    return this.#common.fill(draftOf<TFact>(part).fact, value as never);
  }

  /** The part is no more. */
  forget(part: Computation): void {
    if (this.#taken.delete(part)) this.#moved = true;
  }

  /** Lets go of the values that no part says any more. */
  release(): void {
    if (!this.#moved) return;
    this.#moved = false;
    const used = new Set(this.#taken.values());
    for (const value of this.#observed) {
      if (used.has(value)) continue;
      this.#observed.delete(value);
      this.#graph.release(value);
    }
  }

  #valueOf(key: unknown): Computation {
    // The key is of a draft, and the value is asked for such only.
    const found = this.#graph.computation(
      this.#common.value,
      this.#scope,
      key as never,
    );
    if (!found.isObserved) {
      this.#observed.add(found);
      this.#graph.observe(found, this.#hear);
    }
    return found;
  }
}

function draftOf<TFact>({ value }: Computation): Draft<TFact> {
  // A source with something in common makes drafts.
  return value as Draft<TFact>;
}
