import { z } from 'zod';

/**
 * What can go wrong on purpose.
 *
 * - `drop`: the connection is closed without an answer, open watches too
 * - `delay`: the answer waits `delayMs`
 * - `slow`: the answer is one byte every `delayMs`, for ever
 * - `gone`: 410, as HTTP status or (`as: 'event'`) as ERROR event of watches, open ones too
 * - `forbidden`, `unauthorized`: 403 and 401 in the API server's words
 * - `error`: the HTTP `status` (500 by default) with an optional `reason`, `message` and
 *   Retry-After; or (`as: 'event'`) an ERROR event of watches, open ones too
 * - `cut-watch`: open watches end; new ones too, after `delayMs`, when that or `times` is given
 * - `garbage`: the next event of open watches is cut in half; of new ones too when `times` is given
 * - `hide-event`: the same, but the event is left out without a trace
 * - `no-bookmarks`: watches get no bookmarks
 * - `withhold`: nothing more is sent, and nothing is closed
 * - `compact`: the history is forgotten, so that older resourceVersions answer 410
 * - `none`: takes back the faults of that cluster and resource
 */
const FAULT_KINDS = [
  'drop',
  'delay',
  'slow',
  'gone',
  'forbidden',
  'unauthorized',
  'error',
  'cut-watch',
  'garbage',
  'hide-event',
  'no-bookmarks',
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
  reason: z.string().optional(),
  message: z.string().optional(),
});

/** @public */
export type Fault = z.infer<typeof faultSchema>;
