import type { Clock } from './Clock';
import { failureOfStatus } from './failureOfStatus';
import { isRecord } from './isRecord';
import { KubeFailure } from './KubeFailure';
import type { KubeTransport } from './KubeTransport';
import { parseJson } from './parseJson';
import { readBody } from './readBody';
import { readLines } from './readLines';
import { resourcePath, selectorQuery, type ResourceType } from './resourcePath';
import type { WatchSettings } from './WatchSettings';

/** One line of a watch. A bookmark carries a version and no change. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: Record<string, unknown>;
  resourceVersion: string;
}

interface WatchOptions {
  transport: KubeTransport;
  type: ResourceType;
  resourceVersion: string;
  settings: WatchSettings;
  clock: Clock;
  signal: AbortSignal;
  /** The server accepted the version: what we hold is complete up to it. */
  onEstablished(): void;
  onEvent(event: WatchEvent): void;
}

/**
 * One watch, from its request to its end. Resolves when the server ends it or
 * when it was silent for too long; throws {@link KubeFailure} otherwise.
 */
export async function watchOnce(options: WatchOptions): Promise<void> {
  const { settings } = options;
  const response = await options.transport.get({
    path: resourcePath(options.type),
    query: watchQuery(options),
    signal: options.signal,
  });
  if (response.status !== 200) {
    const text = await readBody(response.body, {
      maxBytes: settings.maxLineBytes,
      timeoutMs: settings.answerTimeout,
    });
    const { status, retryAfter } = response;
    throw failureOfStatus(
      { status, body: parseJson(text), retryAfter },
      options.clock.now(),
    );
  }
  options.onEstablished();

  let silent = false;
  const idle = setTimeout(() => {
    silent = true;
    response.body.destroy();
  }, settings.idleTimeout);
  idle.unref();
  try {
    for await (const line of readLines(response.body, settings.maxLineBytes)) {
      idle.refresh();
      options.onEvent(readEvent(line, options.clock.now()));
    }
  } catch (error) {
    if (!silent) throw error;
  } finally {
    clearTimeout(idle);
  }
}

function watchQuery({ type, resourceVersion, settings }: WatchOptions) {
  // Spread over time, so that watches that began together do not end together.
  const timeout = settings.watchTimeout * (1 + Math.random());
  return {
    ...selectorQuery(type),
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion,
    timeoutSeconds: String(Math.max(1, Math.round(timeout / 1_000))),
  };
}

function readEvent(line: string, now: number): WatchEvent {
  const event = parseJson(line);
  if (isRecord(event) && event.type === 'ERROR') {
    const body = event.object;
    const status = isRecord(body) ? Number(body.code) : 500;
    throw failureOfStatus({ status, body }, now);
  }
  const object = isRecord(event) && isRecord(event.object) && event.object;
  const metadata = object && isRecord(object.metadata) && object.metadata;
  const resourceVersion = metadata && metadata.resourceVersion;
  if (
    !isRecord(event) ||
    !isEventType(event.type) ||
    !object ||
    typeof resourceVersion !== 'string'
  ) {
    throw new KubeFailure('garbled', 'a watch sent a line that is no event');
  }
  return { type: event.type, object, resourceVersion };
}

function isEventType(type: unknown): type is WatchEvent['type'] {
  return (
    type === 'ADDED' ||
    type === 'MODIFIED' ||
    type === 'DELETED' ||
    type === 'BOOKMARK'
  );
}
