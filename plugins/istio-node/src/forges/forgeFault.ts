import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * The kinds of failure that the change engine tells apart.
 *
 * - `stale`: a file or a head is not what the commit expected
 * - `branch-exists`, `pull-request-exists`: someone was faster
 * - `merge-conflict`: git cannot merge base into the branch
 * - `unavailable`: no answer, or one that leaves open whether it was done
 * - `rate-limited`: the forge asks to wait
 * - `too-large`: the answer is more than is read
 * - `forbidden`, `unauthenticated`, `not-found`, `invalid`: for people to solve
 *
 * @public
 */
export type ForgeFault =
  | 'stale'
  | 'branch-exists'
  | 'pull-request-exists'
  | 'merge-conflict'
  | 'unavailable'
  | 'rate-limited'
  | 'too-large'
  | 'forbidden'
  | 'unauthenticated'
  | 'not-found'
  | 'invalid';

const CLASSES = {
  stale: ConflictError,
  'branch-exists': ConflictError,
  'pull-request-exists': ConflictError,
  'merge-conflict': ConflictError,
  unavailable: ServiceUnavailableError,
  'rate-limited': ServiceUnavailableError,
  'too-large': InputError,
  forbidden: NotAllowedError,
  unauthenticated: AuthenticationError,
  'not-found': NotFoundError,
  invalid: InputError,
} as const;

/** An error of `@backstage/errors` that says which fault it is. @public */
export function forgeError(
  fault: ForgeFault,
  message: string,
): Error & { fault: ForgeFault } {
  return Object.assign(new CLASSES[fault](message), { fault });
}

/** The fault of an error that {@link forgeError} made; undefined for others. @public */
export function forgeFault(error: unknown): ForgeFault | undefined {
  if (!(error instanceof Error) || !('fault' in error)) return undefined;
  const { fault } = error;
  return typeof fault === 'string' && Object.hasOwn(CLASSES, fault)
    ? // hasOwn has just told that it is one.
      (fault as ForgeFault)
    : undefined;
}
