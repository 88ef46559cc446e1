/** Why no answer came. @internal */
export function reasonOf(error: unknown): string {
  // fetch throws errors of another realm in some runtimes: no instanceof.
  const { name, message, cause } = error as {
    name?: string;
    message?: string;
    cause?: { code?: string };
  };
  if (name === 'TimeoutError') return 'no answer in time';
  return cause?.code ?? message ?? 'no answer';
}

/**
 * What a forge says: GitLab has lists and objects of messages, Bitbucket objects
 * of errors.
 *
 * @internal
 */
export function messageOf(body: unknown, text: string): string {
  if (body === null || typeof body !== 'object') return text;
  const {
    message,
    error_description: described,
    error,
    errors,
  } = body as {
    [field: string]: unknown;
  };
  const said = message ?? described ?? error ?? errors;
  if (said === undefined || said === null) return text;
  if (Array.isArray(said) && said.every(item => typeof item === 'string')) {
    return said.join('; ');
  }
  return typeof said === 'object' ? JSON.stringify(said) : String(said);
}

/** Control characters would let a forge write lines into logs. @internal */
export function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500);
}

/** A span of time for people: whoever has to wait for hours counts no seconds. @internal */
export function spanWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 600) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
