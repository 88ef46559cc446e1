/** One fact that came out otherwise than recorded. @public */
export interface ReplayMismatch {
  /** What the fact is about, "pod shop app=cart, port 8080". */
  about: string;
  expected: string;
  actual: string;
}

/**
 * Judges recorded cases one by one. A line that only sets the scene (the
 * webhook configurations of the injection suite) is no case; one that holds no
 * recorded answer is an error, for it would pass whatever we say.
 *
 * @public
 */
export type ReplayLine = (
  line: unknown,
) =>
  | { kind: 'setup' }
  | { kind: 'case'; mismatches: ReplayMismatch[] }
  | { kind: 'invalid'; message: string };
