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
 * Milliseconds that the headers of an answer ask to wait, `Retry-After` before
 * those of a spent quota; undefined when they do not. They are on the answer to
 * the last request that a quota allows too: whether one was refused, its status
 * or its body tells.
 *
 * @internal
 */
export function toldWait(
  response: LimitedResponse,
  now: number,
): number | undefined {
  return (
    retryAfterMs(response.headers.get('retry-after'), now) ??
    resetMs(response, now)
  );
}

/** Whether GitHub says that it was asked too often. @internal */
export function speaksOfLimit(message: string): boolean {
  return /rate limit|abuse detection/i.test(message);
}

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
  const wait = toldWait(response, now);
  if (response.status === 429) return wait ?? 1000;
  return wait ?? (speaksOfLimit(message) ? SECONDARY_LIMIT_MS : undefined);
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
