/**
 * What stands in the place of an object now: nothing, an object, or what
 * nobody could tell.
 *
 * @internal
 */
export type PreviousObject =
  | { state: 'none' }
  | { state: 'held'; object: object }
  | { state: 'unknown'; reason: string };
