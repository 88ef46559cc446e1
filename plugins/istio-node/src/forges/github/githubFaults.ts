import { z } from 'zod';
import type { ForgeFault } from '../forgeFault';
import { speaksOfLimit } from '../rateLimit';

const graphqlError = z.looseObject({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});

/** One entry of `errors` in a GraphQL answer. @internal */
export type GraphqlError = z.infer<typeof graphqlError>;

/** Any GraphQL answer; `message` is of one that was not let in. @internal */
export const graphqlAnswer = z.object({
  data: z.unknown().optional(),
  errors: z.array(graphqlError).nullish(),
  message: z.string().optional(),
});

const PROTECTED = /rule violations|protected branch|GH006|GH013/i;

/** By `type`, as GitHub answers them. */
const BY_TYPE: Readonly<Record<string, ForgeFault>> = {
  NOT_FOUND: 'not-found',
  FORBIDDEN: 'forbidden',
  INSUFFICIENT_SCOPES: 'forbidden',
  RATE_LIMITED: 'rate-limited',
  RATE_LIMIT: 'rate-limited',
  STALE_DATA: 'stale',
  SERVICE_UNAVAILABLE: 'unavailable',
};

/** Whether a rule of the branch, and not a right of the account, forbids it. @internal */
export function isProtection(message: string): boolean {
  return PROTECTED.test(message);
}

/**
 * What an error of the GraphQL API means for the change engine. `STALE_DATA`
 * is the answer to an `expectedHeadOid` that is not the head any more.
 *
 * @internal
 */
export function graphqlFault({
  type,
  message,
  path,
}: GraphqlError): ForgeFault {
  if (path?.[0] === 'createRef' && /already exists/i.test(message)) {
    return 'branch-exists';
  }
  if (/expected branch to point to/i.test(message)) return 'stale';
  if (isProtection(message)) return 'forbidden';
  // The secondary limit comes without a type.
  if (type === undefined && speaksOfLimit(message)) return 'rate-limited';
  return BY_TYPE[type ?? ''] ?? 'invalid';
}
