import type { AssessScope } from './AssessScope';

/**
 * A fact of which one part is blank: it says there what many facts say, and
 * changes when that does.
 */
export interface Draft<TFact, TKey = unknown> {
  readonly fact: TFact;
  /** Which value belongs there; plain data, or something with an identity. */
  readonly common: TKey;
}

/**
 * What many facts of a kind say alike. It is worked out once, and a change of
 * it is put into each of them without running their rules again.
 */
export interface CommonPart<TFact> {
  /**
   * Called with what drafts name only. It is put into many facts at once, so
   * that its texts must be in one piece, see `flat`.
   */
  value(scope: AssessScope, key: never): unknown;
  /** The fact with a value of the above in its place. */
  fill(fact: TFact, value: never): TFact;
}

/** The fact of a draft. */
export function filledIn<TFact>(
  scope: AssessScope,
  { fact, common }: Draft<TFact>,
  { value, fill }: CommonPart<TFact>,
): TFact {
  // Drafts name what the part they are made for can be asked for.
  return fill(fact, scope.memo(value, common as never) as never);
}
