import { Backoff } from '../Backoff';
import { type Clock, systemClock } from '../Clock';
import { ClusterGate } from '../ClusterGate';
import type { Connection } from '../Connection';
import { HttpTransport } from '../HttpTransport';
import { isRecord } from '../isRecord';
import { probeCluster } from '../probeCluster';
import { ResourceLoop } from '../ResourceLoop';
import { Semaphore } from '../Semaphore';
import { DEFAULT_WATCH_SETTINGS, type WatchSettings } from '../WatchSettings';

/**
 * Short pauses, and limits that no stall of the machine reaches: what a test
 * wants to run out it sets itself.
 */
const QUICK: WatchSettings = {
  ...DEFAULT_WATCH_SETTINGS,
  backoffMin: 10,
  backoffMax: 80,
  healthyWatch: 60_000,
  slowRetry: 40,
  idleTimeout: 60_000,
  answerTimeout: 60_000,
  pageTimeout: 60_000,
};

interface Held {
  name: string;
  uid: string;
  version: string;
}

function keep(raw: unknown): Held | undefined {
  if (!isRecord(raw) || !isRecord(raw.metadata)) return undefined;
  const { name, uid, resourceVersion } = raw.metadata;
  return {
    name: String(name),
    uid: String(uid),
    version: String(resourceVersion),
  };
}

/** Starts one loop over `/api/v1/<plural>` whose sink is a plain map. */
export function startLoop(
  server: string,
  options: {
    plural?: string;
    settings?: Partial<WatchSettings>;
    token?: () => Promise<string>;
    clock?: Clock;
  } = {},
) {
  const { clock = systemClock } = options;
  const settings = { ...QUICK, ...options.settings };
  const stop = new AbortController();
  const transport = new HttpTransport({
    connect: async (): Promise<Connection> => ({
      server: new URL(server),
      headers: options.token
        ? { authorization: `Bearer ${await options.token()}` }
        : {},
      tls: {},
    }),
    answerTimeoutMs: settings.answerTimeout,
  });
  const gate = new ClusterGate({
    probe: signal => probeCluster(transport, signal),
    refreshCredential: () => transport.refreshCredential(),
    clock,
    backoff: new Backoff({
      min: settings.backoffMin,
      max: settings.backoffMax,
    }),
    signal: stop.signal,
    onChange: () => {},
  });
  const held = new Map<string, Held>();
  const deletions: string[] = [];
  const loop = new ResourceLoop<Held>({
    type: { group: '', version: 'v1', plural: options.plural ?? 'things' },
    transport,
    gate,
    lists: new Semaphore(2),
    clock,
    settings,
    trim: keep,
    sink: {
      replace: objects => {
        const names = new Set(objects.map(({ name }) => name));
        for (const name of held.keys()) {
          if (!names.has(name)) deletions.push(name);
        }
        held.clear();
        for (const object of objects) held.set(object.name, object);
      },
      upsert: raw => {
        const object = keep(raw);
        if (object) held.set(object.name, object);
      },
      delete: raw => {
        const object = keep(raw);
        if (object && held.delete(object.name)) deletions.push(object.name);
      },
      progress: () => {},
    },
  });
  const running = loop.run(stop.signal);
  return {
    loop,
    gate,
    deletions,
    held,
    /** Names with versions, to compare with what a fresh list says. */
    versions: () =>
      Object.fromEntries(
        [...held].map(([name, { version }]) => [name, version]),
      ),
    stop: async () => {
      stop.abort();
      transport.close();
      await running;
    },
  };
}
