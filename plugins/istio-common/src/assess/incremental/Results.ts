import type { Cell } from './Cell';

/** A function of the context and one argument, and of nothing else. */
export type Rule<TContext, TInput, TValue> = (
  context: TContext,
  input: TInput,
) => TValue;

/** Keeps the results of rules. */
export interface Results<TContext> {
  /** The result of a rule for an argument; both are told apart by identity. */
  memo<TInput, TValue>(
    rule: Rule<TContext, TInput, TValue>,
    context: TContext,
    input: TInput,
  ): TValue;
  /** Says that what is being worked out rests on the cell. */
  noteRead(cell: Cell): void;
}

/** Results for one assessment from scratch: worked out once, never again. */
export class OnceResults<TContext> implements Results<TContext> {
  readonly #tables = new Map<unknown, Map<unknown, unknown>>();

  memo<TInput, TValue>(
    rule: Rule<TContext, TInput, TValue>,
    context: TContext,
    input: TInput,
  ): TValue {
    let table = this.#tables.get(rule);
    if (!table) this.#tables.set(rule, (table = new Map()));
    if (!table.has(input)) table.set(input, rule(context, input));
    // A table holds results of its own rule only.
    return table.get(input) as TValue;
  }

  noteRead(): void {}
}
