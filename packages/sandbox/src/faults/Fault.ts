import { z } from 'zod';

/**
 * What can go wrong on purpose.
 *
 * - `drop`: the connection is closed without an answer, open watches too
 * - `delay`: the answer waits `delayMs`
 * - `gone`: 410, as HTTP status or (`as: 'event'`) as ERROR event of a watch
 * - `forbidden`, `unauthorized`: 403 and 401 in the API server's words
 * - `error`: the HTTP `status` (500 by default), with Retry-After when `retryAfter` is given
 * - `cut-watch`: open watches end; with `delayMs` every new one ends after that time
 * - `garbage`: open watches get half a JSON line; with `delayMs` every new one does
 * - `withhold`: nothing more is sent, and nothing is closed
 * - `compact`: the history is forgotten, so that older resourceVersions answer 410
 * - `none`: takes back the faults of that cluster and resource
 */
const FAULT_KINDS = [
  'drop',
  'delay',
  'gone',
  'forbidden',
  'unauthorized',
  'error',
  'cut-watch',
  'garbage',
  'withhold',
  'compact',
  'none',
] as const;

/** One fault, as `POST /control/faults` takes it. @public */
export const faultSchema = z.object({
  cluster: z
    .string()
    .optional()
    .describe('Name of the cluster; all when absent'),
  resource: z
    .string()
    .optional()
    .describe('`plural` or `plural.group`; all requests when absent'),
  verb: z
    .string()
    .optional()
    .describe('list, watch, get, create, ...; all when absent'),
  fault: z.enum(FAULT_KINDS),
  times: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('How many requests meet it; all until `none` when absent'),
  delayMs: z.number().int().nonnegative().optional(),
  status: z.number().int().min(400).max(599).optional(),
  retryAfter: z
    .union([z.number(), z.string()])
    .optional()
    .describe('Value of the Retry-After header, seconds or a date'),
  as: z.enum(['http', 'event']).optional(),
  message: z.string().optional(),
});

/** @public */
export type Fault = z.infer<typeof faultSchema>;
