import type { Clock } from './Clock';
import { failureOfStatus } from './failureOfStatus';
import { isRecord } from './isRecord';
import { KubeFailure } from './KubeFailure';
import type { KubeTransport } from './KubeTransport';
import { parseJson } from './parseJson';
import { readBody } from './readBody';
import { resourcePath, selectorQuery, type ResourceType } from './resourcePath';
import type { WatchSettings } from './WatchSettings';

/** A whole list and the version from which a watch goes on. */
export interface ListResult<T> {
  objects: T[];
  resourceVersion: string;
}

interface ListOptions<T> {
  transport: KubeTransport;
  type: ResourceType;
  /** Keeps what is needed of an object; undefined drops it. */
  trim(raw: unknown): T | undefined;
  settings: WatchSettings;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Lists a type in pages. No resourceVersion is sent: the answer is then the
 * newest state, also from a replica that lags or an etcd that was restored. A
 * continue token that expires on the way costs one list without pages, which
 * cannot expire (the API server's own advice, "API concepts", Retrieving large
 * results sets in chunks).
 */
export async function listAll<T>(
  options: ListOptions<T>,
): Promise<ListResult<T>> {
  try {
    return await listPages(options, options.settings.pageSize);
  } catch (error) {
    if (!(error instanceof KubeFailure) || error.kind !== 'gone') throw error;
    return listPages(options, undefined);
  }
}

async function listPages<T>(
  options: ListOptions<T>,
  limit: number | undefined,
): Promise<ListResult<T>> {
  const objects: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await readPage(options, limit, token);
    for (const item of page.items) {
      const object = options.trim(item);
      if (object !== undefined) objects.push(object);
    }
    if (!page.next) return { objects, resourceVersion: page.resourceVersion };
    if (seen.has(page.next)) {
      throw new KubeFailure('degraded', 'a list repeats its continue token');
    }
    seen.add(page.next);
    token = page.next;
  } while (seen.size < options.settings.maxPages);
  throw new KubeFailure(
    'degraded',
    `a list has more than ${options.settings.maxPages} pages`,
  );
}

async function readPage<T>(
  { transport, type, settings, clock, signal }: ListOptions<T>,
  limit: number | undefined,
  token: string | undefined,
) {
  const response = await transport.get({
    path: resourcePath(type),
    query: {
      ...selectorQuery(type),
      ...(limit !== undefined && { limit: String(limit) }),
      ...(token !== undefined && { continue: token }),
    },
    signal,
  });
  const text = await readBody(response.body, {
    maxBytes: settings.maxPageBytes,
    timeoutMs: settings.pageTimeout,
  });
  const body = parseJson(text);
  if (response.status !== 200) {
    const { status, retryAfter } = response;
    throw failureOfStatus({ status, body, retryAfter }, clock.now());
  }
  return readList(body);
}

function readList(body: unknown) {
  const metadata =
    isRecord(body) && isRecord(body.metadata) ? body.metadata : undefined;
  const resourceVersion = metadata?.resourceVersion;
  if (!isRecord(body) || !metadata || typeof resourceVersion !== 'string') {
    throw new KubeFailure('degraded', 'the answer to a list is not a list');
  }
  return {
    // A list of nothing has `items: null` with some servers.
    items: Array.isArray(body.items) ? body.items : [],
    next: typeof metadata.continue === 'string' ? metadata.continue : '',
    resourceVersion,
  };
}
