const ALLOWED = new Set(['http:', 'https:']);

/**
 * The address as it may stand in a link, or nothing. Addresses come from
 * clusters and forges, so that only http and https pass: a `javascript:`
 * address would run with the session of whoever clicks it.
 */
export function safeHref(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return ALLOWED.has(url.protocol) ? url.href : undefined;
}
