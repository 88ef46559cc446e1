import { InputError } from '@backstage/errors';

/** Checks the address of a Kubernetes API; `where` is the config key for the message. */
export function readUrl(url: string, where: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new InputError(`${where}: '${url}' is not a URL`);
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    throw new InputError(
      `${where}: '${url}' must begin with https:// or http://`,
    );
  }
  if (parsed.username || parsed.password || parsed.search || parsed.hash) {
    throw new InputError(
      `${where}: the URL must carry no user, query or fragment`,
    );
  }
  return url.replace(/\/+$/, '');
}
