import { retryAfterMs } from './hostGate';

/** What {@link limitedFor} reads of a response. @internal */
interface LimitedResponse {
  status: number;
  headers: { get(name: string): string | null };
}

/** Names of the headers that tell when a spent quota is filled again. */
const QUOTAS = [
  // GitHub and Gitea
  { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  // GitLab
  { remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' },
];

/** Milliseconds until a spent quota is filled again. */
function resetMs(response: LimitedResponse, now: number): number | undefined {
  for (const { remaining, reset } of QUOTAS) {
    const at = Number(response.headers.get(reset) ?? NaN) * 1000;
    if (response.headers.get(remaining) === '0' && Number.isFinite(at)) {
      return Math.max(0, at - now);
    }
  }
  return undefined;
}

/** What GitHub asks to wait when it does not say how long. */
export const SECONDARY_LIMIT_MS = 60_000;

/**
 * Milliseconds for which a forge asks to be left alone; undefined when it does
 * not. A 403 counts only when it says so: others are about rights.
 *
 * @internal
 */
export function limitedFor(
  response: LimitedResponse,
  message: string,
  now: number,
): number | undefined {
  if (response.status !== 429 && response.status !== 403) return undefined;
  const wait =
    retryAfterMs(response.headers.get('retry-after'), now) ??
    resetMs(response, now);
  if (response.status === 429) return wait ?? 1000;
  return wait ?? (/rate limit/i.test(message) ? SECONDARY_LIMIT_MS : undefined);
}

/**
 * Milliseconds of pause that an answered request asks for before the next:
 * Azure DevOps delays those who ask much, and tells so before it refuses them.
 *
 * @internal
 */
export function askedPause(
  response: LimitedResponse,
  now: number,
): number | undefined {
  return response.status < 300
    ? retryAfterMs(response.headers.get('retry-after'), now)
    : undefined;
}
