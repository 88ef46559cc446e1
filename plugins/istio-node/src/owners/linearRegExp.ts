import { type PatternNode, PatternReader, Unreadable } from './PatternReader';
import type { StepBudget } from './StepBudget';

/** What a machine does in one of its states. */
interface State {
  has?(character: string): boolean;
  assert?: 'start' | 'end';
  /** States that come next. */
  next: number[];
}

/** Patterns that are longer, or as a machine larger, are not read. */
const MAX_LENGTH = 1000;
const MAX_STATES = 5000;
const MAX_STEPS = 50_000;

/** Go's flag for either case, for the whole of a pattern. */
const EITHER_CASE = /^(\^?)\(\?i\)/;

/** Builds states from the end, so that each knows what comes after it. */
class Machine {
  readonly states: State[] = [{ next: [] }];
  #steps = 0;

  constructor(readonly budget: StepBudget | undefined) {}

  build(node: PatternNode, after: number): number {
    this.#steps += 1;
    this.budget?.take();
    // Even nothing takes time, when it is repeated often enough.
    if (this.#steps > MAX_STEPS) throw new Unreadable();
    switch (node.kind) {
      case 'take':
        return this.#add({ has: node.has, next: [after] });
      case 'start':
      case 'end':
        return this.#add({ assert: node.kind, next: [after] });
      case 'both':
        return node.nodes.reduceRight(
          (next, one) => this.build(one, next),
          after,
        );
      case 'either':
        return this.#add({
          next: node.nodes.map(one => this.build(one, after)),
        });
      case 'repeat':
        return this.#repeat(node, after);
      default:
        return after;
    }
  }

  #repeat(
    { node, min, max }: Extract<PatternNode, { kind: 'repeat' }>,
    after: number,
  ): number {
    let entry = after;
    if (max === Infinity) {
      entry = this.#add({ next: [after] });
      this.states[entry].next.push(this.build(node, entry));
    } else {
      for (let i = min; i < max; i++) {
        entry = this.#add({ next: [after, this.build(node, entry)] });
      }
    }
    for (let i = 0; i < min; i++) entry = this.build(node, entry);
    return entry;
  }

  #add(state: State): number {
    if (this.states.length >= MAX_STATES) throw new Unreadable();
    return this.states.push(state) - 1;
  }
}

/** The states that are reached without taking a character. */
function closure(
  states: readonly State[],
  from: Iterable<number>,
  at: { start: boolean; end: boolean },
  budget: StepBudget | undefined,
): Set<number> {
  const reached = new Set<number>();
  const queue = [...from];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    budget?.take();
    if (reached.has(one)) continue;
    reached.add(one);
    const { has, assert, next } = states[one];
    if (!has && (!assert || at[assert])) queue.push(...next);
  }
  return reached;
}

/**
 * Whether a text matches; throws StepsSpentError when the budget does not
 * suffice.
 *
 * @public
 */
export type LinearTest = (text: string, budget?: StepBudget) => boolean;

/**
 * A test of texts for a regular expression as Go has them (RE2), in time
 * proportional to the length of the text times that of the expression.
 * Undefined for one that it does not read. One expression of a thousand
 * characters may take tens of milliseconds for a short text: who has many of
 * them from others gives a budget of steps, for reading and for each test.
 *
 * @public
 */
export function linearRegExp(
  pattern: string,
  budgetOfReading?: StepBudget,
): LinearTest | undefined {
  if (pattern.length > MAX_LENGTH) return undefined;
  const folds = EITHER_CASE.test(pattern);
  // What a class leaves out would have to be left out in either case.
  if (folds && pattern.includes('[^')) return undefined;
  const machine = new Machine(budgetOfReading);
  let first: number;
  try {
    first = machine.build(
      new PatternReader(pattern.replace(EITHER_CASE, '$1')).read(),
      0,
    );
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
  const { states } = machine;
  // One that has to begin where the text does cannot begin later.
  const isAnchored = states[first].assert === 'start';
  return (text, budget) => {
    const characters = [...text].map(one =>
      folds ? [one, one.toLowerCase(), one.toUpperCase()] : [one],
    );
    let now = new Set<number>();
    for (let i = 0; i <= characters.length; i++) {
      const at = { start: i === 0, end: i === characters.length };
      const from = i > 0 && isAnchored ? now : [...now, first];
      now = closure(states, from, at, budget);
      if (now.has(0)) return true;
      if (now.size === 0) return false;
      const next = new Set<number>();
      for (const one of now) {
        const { has, next: after } = states[one];
        if (i < characters.length && has && characters[i].some(has))
          for (const state of after) next.add(state);
      }
      now = next;
    }
    return false;
  };
}
