import type { AssessScope } from '../AssessScope';
import type { FactSource } from '../factSources';
import type { Computation } from './Computation';
import type { Graph } from './Graph';
import { CommonValues } from './CommonValues';
import { FEW, replaceEach, replaceInOrder, totalOrder } from './inOrder';
import { keepSame } from './keepSame';
import { settle } from './settle';

/** Facts that came and went; one that says something else now did both. @public */
export interface FactDelta<TFact> {
  readonly removed: readonly TFact[];
  readonly added: readonly TFact[];
}

/** What a part says: a list, or the one fact that it always has. */
type Said<TFact> = readonly TFact[] | TFact;

const NOTHING: readonly never[] = [];

function listOf<TFact>(said: Said<TFact>): readonly TFact[] {
  // A fact is a record, never a list.
  return Array.isArray(said) ? said : [said as TFact];
}

/** The facts of one kind, part by part, kept in order. */
export class FactList<TFact extends object> {
  readonly #graph: Graph<AssessScope>;
  readonly #scope: AssessScope;
  readonly #source: FactSource<TFact>;
  readonly #compare: ((a: TFact, b: TFact) => number) | undefined;
  readonly #common: CommonValues<TFact> | undefined;
  readonly #parts: Computation;
  /** What each part said when it was last asked, in the order of the parts. */
  #said = new Map<Computation, Said<TFact>>();
  readonly #changed = new Set<Computation>();
  #rows: TFact[] = [];
  /** Whether somebody was given the rows, so that they must not change any more. */
  #shown = false;
  /** One for all parts. */
  readonly #hear = (changed: Computation) => {
    this.#changed.add(changed);
  };

  constructor(
    graph: Graph<AssessScope>,
    scope: AssessScope,
    source: FactSource<TFact>,
  ) {
    this.#graph = graph;
    this.#scope = scope;
    this.#source = source;
    this.#compare = source.compare && totalOrder(source.compare);
    this.#common =
      source.common && new CommonValues(graph, scope, source.common);
    this.#parts = this.#observe(source.parts, undefined);
    this.#changed.add(this.#parts);
  }

  /** A new array after every change. */
  get rows(): TFact[] {
    this.#shown = true;
    return this.#rows;
  }

  /** Takes over what the graph has worked out since the last time. */
  flush(): FactDelta<TFact> {
    const moved = this.#changed.delete(this.#parts);
    const removed: TFact[] = moved ? this.#setParts() : [];
    const added: TFact[] = [];
    // Whether every part says one fact, before and now.
    let paired = !moved;
    this.#refill(removed, added);
    for (const part of this.#changed) {
      const facts = this.#factsOf(part);
      const before = listOf(this.#said.get(part) ?? NOTHING);
      const change = keepSame(before, listOf(facts));
      paired &&= before.length === 1 && change.rows.length === 1;
      this.#said.set(part, Array.isArray(facts) ? change.rows : change.rows[0]);
      for (const fact of change.removed) removed.push(fact);
      for (const [nth, fact] of change.added.entries()) {
        // Facts are kept for long.
        settle(fact, change.removed[nth]);
        added.push(fact);
      }
    }
    this.#changed.clear();
    this.#common?.release();
    if (!moved && removed.length + added.length === 0)
      return { removed, added };
    this.#rows = this.#arrange(removed, added, paired);
    this.#shown = false;
    return { removed, added };
  }

  /** Makes the facts anew of which nothing but what they have in common is different. */
  #refill(removed: TFact[], added: TFact[]): void {
    const common = this.#common;
    if (!common) return;
    for (const part of common.takeChanged()) {
      if (this.#changed.has(part)) continue;
      const now = common.refill(part);
      // Of a source with something in common a part says one fact.
      removed.push(this.#said.get(part) as TFact);
      added.push(now);
      this.#said.set(part, now);
    }
  }

  #factsOf(part: Computation): Said<TFact> {
    return this.#common
      ? this.#common.factOf(part)
      : // Of a part whose facts are meant for this list.
        (part.value as Said<TFact>);
  }

  /** The rows as they are now; paired facts take each other's place. */
  #arrange(removed: TFact[], added: TFact[], paired: boolean): TFact[] {
    const compare = this.#compare;
    if (paired && (!compare || removed.length > FEW)) {
      const rows = this.#shown ? this.#rows.slice() : this.#rows;
      replaceEach(rows, removed, added, compare);
      return rows;
    }
    return compare
      ? replaceInOrder(this.#rows, removed, added, compare)
      : [...this.#said.values()].flatMap(listOf);
  }

  /** Follows the list of parts; answers the facts of those that are gone. */
  #setParts(): TFact[] {
    const before = this.#said;
    this.#said = new Map();
    // The list of parts says what its source's `parts` answered.
    for (const part of this.#parts.value as readonly unknown[]) {
      const facts = this.#observe(this.#source.facts, part as never);
      const said = before.get(facts);
      before.delete(facts);
      this.#said.set(facts, said ?? NOTHING);
      if (!said) this.#changed.add(facts);
    }
    for (const gone of before.keys()) {
      this.#changed.delete(gone);
      this.#common?.forget(gone);
      this.#graph.release(gone);
    }
    return [...before.values()].flatMap(listOf);
  }

  #observe<TInput>(
    rule: (scope: AssessScope, input: TInput) => unknown,
    input: TInput,
  ): Computation {
    const found = this.#graph.computation(rule, this.#scope, input);
    if (!found.isObserved) this.#graph.observe(found, this.#hear);
    return found;
  }
}
