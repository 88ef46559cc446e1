import type { KubeApi } from '../kube/KubeApi';
import type { KubeObject } from '../kube/KubeObject';
import type { ResourceType } from '../kube/ResourceType';
import { isApiError } from '../kube/ApiError';

/** Objects whose changes call for work, and on what. @internal */
export interface Watched {
  type: ResourceType;
  keysOf: (object: KubeObject) => readonly string[];
}

/** One actor: what it watches, and what it does about a key. @internal */
export interface ReconcilerOptions {
  api: KubeApi;
  watched: readonly Watched[];
  /** How long after a change the work is done; the time that a real controller would take. */
  delayMs: number;
  /** Brings one thing closer to what is wanted; may ask to be called again later. */
  reconcile: (key: string) => void | number | Promise<void | number>;
  onError?: (error: unknown) => void;
}

/** Timers of Node cannot be longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs one actor: every change of a watched object, and every object that is
 * there at the start, leads to one call of `reconcile` per key after a delay,
 * never two at once for one key. Returns how to stop.
 *
 * @internal
 */
export function startReconciler(options: ReconcilerOptions): () => void {
  const { api, watched, delayMs, reconcile, onError } = options;
  const timers = new Map<string, { timer: NodeJS.Timeout; dueAt: number }>();
  const busy = new Set<string>();
  let stopped = false;

  const schedule = (key: string, inMs: number) => {
    const dueAt = performance.now() + inMs;
    const waiting = timers.get(key);
    if (stopped || (waiting && waiting.dueAt <= dueAt)) return;
    clearTimeout(waiting?.timer);
    const timer = setTimeout(run, Math.min(inMs, LONGEST_TIMER_MS), key);
    timers.set(key, { timer: timer.unref(), dueAt });
  };

  async function run(key: string) {
    timers.delete(key);
    if (busy.has(key)) {
      schedule(key, delayMs);
      return;
    }
    busy.add(key);
    try {
      const again = await reconcile(key);
      if (typeof again === 'number') schedule(key, again);
    } catch (error) {
      // somebody else was faster; the change that did it leads back here
      if (!isApiError(error, 'Conflict') && !isApiError(error, 'NotFound')) {
        onError?.(error);
      }
      schedule(key, Math.max(delayMs * 5, 50));
    } finally {
      busy.delete(key);
    }
  }

  const stops = watched.map(({ type, keysOf }) => {
    for (const object of api.store.list(type)) {
      for (const key of keysOf(object)) schedule(key, delayMs);
    }
    return api.store.subscribe(type, ({ object, previous }) => {
      const keys = new Set(keysOf(object));
      if (previous) keysOf(previous).forEach(key => keys.add(key));
      for (const key of keys) schedule(key, delayMs);
    });
  });

  return () => {
    stopped = true;
    stops.forEach(stop => stop());
    timers.forEach(({ timer }) => clearTimeout(timer));
    timers.clear();
  };
}

/** `namespace/name`, or the name alone. @internal */
export function keyOf({ metadata }: KubeObject): string {
  return metadata.namespace
    ? `${metadata.namespace}/${metadata.name}`
    : metadata.name;
}

/** Takes a key apart again. @internal */
export function splitKey(key: string): { namespace?: string; name: string } {
  const slash = key.indexOf('/');
  return slash < 0
    ? { name: key }
    : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The key of the owner of a kind, if the object has one. @internal */
export function ownerKeys(
  kind: string,
): (object: KubeObject) => readonly string[] {
  return ({ metadata }) =>
    (metadata.ownerReferences ?? [])
      .filter(owner => owner.controller && owner.kind === kind)
      .map(owner => `${metadata.namespace}/${owner.name}`);
}

/** The objects of a type that an object controls. @internal */
export function controlledBy(
  api: KubeApi,
  type: ResourceType,
  owner: KubeObject,
): KubeObject[] {
  return api.store
    .list(type)
    .filter(({ metadata }) =>
      metadata.ownerReferences?.some(
        reference =>
          reference.controller && reference.uid === owner.metadata.uid,
      ),
    );
}
