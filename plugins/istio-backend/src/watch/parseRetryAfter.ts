const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Reads a Retry-After header, seconds or date (RFC 9110 section 10.2.3), as
 * milliseconds from `now`. Capped, so that a server cannot silence a type for good.
 */
export function parseRetryAfter(
  header: string | undefined,
  now: number,
): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim())
    ? Number(header) * 1_000
    : Date.parse(header) - now;
  if (!Number.isFinite(ms)) return undefined;
  return Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}
