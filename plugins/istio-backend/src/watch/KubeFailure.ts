/**
 * What went wrong with one request, as far as the loops act on it.
 *
 * - `gone`: the resourceVersion or the continue token is too old or too new
 * - `garbled`: a watch was cut inside a line or sent something unreadable
 * - `throttled`: 429, come back later
 * - `unauthenticated`, `forbidden`, `absent`: 401, 403, 404
 * - `unreachable`: no answer at all
 * - `degraded`: an answer that is an error or beyond every bound
 */
export type FailureKind =
  | 'gone'
  | 'garbled'
  | 'throttled'
  | 'unauthenticated'
  | 'forbidden'
  | 'absent'
  | 'unreachable'
  | 'degraded';

/** A failed request to a Kubernetes API. The message is one line for people. */
export class KubeFailure extends Error {
  readonly name = 'KubeFailure';

  constructor(
    readonly kind: FailureKind,
    message: string,
    /** For `throttled`: how long the server wants us to wait. */
    readonly retryAfterMs?: number,
  ) {
    super(oneLine(message));
  }
}

const LONGEST_MESSAGE = 500;

/** What a server says may hold line breaks, control characters and direction marks. */
function oneLine(message: string): string {
  const line = message
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length > LONGEST_MESSAGE
    ? `${line.slice(0, LONGEST_MESSAGE)}…`
    : line;
}
