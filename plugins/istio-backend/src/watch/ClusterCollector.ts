import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  identifyObject,
  MeshIndex,
  resourceKey,
  trimObject,
  WATCHED_RESOURCES,
  type ClusterFreshness,
  type DataState,
  type IndexEvent,
  type MeshObject,
  type PemReader,
  type WatchedResource,
} from '@meshwright/backstage-plugin-istio-common';
import { Backoff } from './Backoff';
import type { Clock } from './Clock';
import { ClusterGate } from './ClusterGate';
import { clusterFreshness } from './clusterFreshness';
import type { KubeTransport } from './KubeTransport';
import { probeCluster } from './probeCluster';
import { ResourceLoop, type ResourceSink } from './ResourceLoop';
import { Semaphore } from './Semaphore';
import type { WatchSettings } from './WatchSettings';

interface CollectorOptions {
  cluster: { name: string; title?: string };
  transport: KubeTransport;
  clock: Clock;
  settings: WatchSettings;
  logger: LoggerService;
  resources?: readonly WatchedResource[];
  /** Reads the certificates in ConfigMaps and Secrets; without it they stay unknown. */
  pem?: PemReader;
}

/** Hears what happens to a cluster. */
export interface CollectorListener {
  /** The objects changed: what was judged of the cluster may no longer hold. */
  objectsChanged(): void;
  /** A state or a confirmation changed. */
  progressed(): void;
}

/**
 * Holds the trimmed objects of one cluster and keeps them up to date, one loop
 * per resource type. Does nothing until it is started.
 */
export class ClusterCollector {
  readonly index = new MeshIndex();
  readonly cluster: string;
  readonly #options: CollectorOptions;
  readonly #stop = new AbortController();
  readonly #gate: ClusterGate;
  readonly #loops: Array<{
    resource: WatchedResource;
    loop: ResourceLoop<MeshObject>;
  }>;
  #running: Promise<unknown> = Promise.resolve();
  #logged: string | undefined;
  #listener: CollectorListener | undefined;

  constructor(options: CollectorOptions) {
    const { transport, clock, settings, cluster } = options;
    this.#options = options;
    this.cluster = cluster.name;
    this.#gate = new ClusterGate({
      probe: signal => probeCluster(transport, signal),
      refreshCredential: () => transport.refreshCredential(),
      clock,
      backoff: new Backoff({
        min: settings.backoffMin,
        max: settings.backoffMax,
      }),
      signal: this.#stop.signal,
      onChange: () => {
        this.#logGate();
        this.#listener?.progressed();
      },
    });
    const lists = new Semaphore(settings.concurrentLists);
    this.#loops = (options.resources ?? WATCHED_RESOURCES).map(resource => ({
      resource,
      loop: new ResourceLoop({
        type: resource,
        transport,
        gate: this.#gate,
        lists,
        clock,
        settings,
        trim: raw => this.#trim(resource, raw),
        sink: this.#sinkFor(resource),
      }),
    }));
  }

  /** Starts to read; the answer stops it and closes every socket. */
  start(listener: CollectorListener): () => Promise<void> {
    this.#listener = listener;
    this.#running = Promise.all(
      this.#loops.map(({ loop }) => loop.run(this.#stop.signal)),
    );
    return async () => {
      this.#stop.abort();
      this.#options.transport.close();
      await this.#running;
    };
  }

  /** Lists everything anew now, and asks a silent cluster at once. */
  refresh(): void {
    this.#gate.retryNow();
    for (const { loop } of this.#loops) loop.relist();
  }

  /**
   * Whether the index says enough of the cluster to be judged: every required
   * type was read, or refused, at least once, and every other was tried.
   */
  get settled(): boolean {
    return this.#loops.every(({ resource, loop }) =>
      resource.required ? loop.holds : loop.attempted,
    );
  }

  freshness(): ClusterFreshness {
    return clusterFreshness({
      cluster: this.#options.cluster,
      closed: this.#gate.closed,
      resources: this.#loops.map(({ resource, loop }) => ({
        resource,
        progress: loop.progress,
      })),
    });
  }

  /** State per resource type, as assessments want it. */
  dataStates(): Map<string, DataState> {
    return new Map(
      this.freshness().resources.map(({ resource, state }) => [
        resource,
        state,
      ]),
    );
  }

  /** How often each type was listed, watched and found garbled. */
  counters() {
    return new Map(
      this.#loops.map(({ resource, loop }) => [
        resourceKey(resource),
        { ...loop.counters },
      ]),
    );
  }

  #sinkFor(resource: WatchedResource): ResourceSink<MeshObject> {
    return {
      replace: objects => this.#apply({ type: 'replace', resource, objects }),
      upsert: raw => {
        const object = this.#trim(resource, raw);
        if (object) this.#put(object);
        // What no longer concerns us must not stay as it was.
        else this.#forget(resource, raw);
      },
      delete: raw => this.#forget(resource, raw),
      progress: () => this.#listener?.progressed(),
    };
  }

  #trim(resource: WatchedResource, raw: unknown): MeshObject | undefined {
    const { pem } = this.#options;
    return trimObject(resource, raw, pem ? { pem } : {});
  }

  #put(object: MeshObject): void {
    const previous = this.index.find(object.ref);
    if (previous?.uid && object.uid && previous.uid !== object.uid) {
      // Deleted and created again under the same name while we looked away.
      this.#apply({ type: 'delete', ref: object.ref });
    }
    this.#apply({ type: 'upsert', object });
  }

  #forget(resource: WatchedResource, raw: unknown): void {
    const ref = identifyObject(resource, raw);
    if (ref) this.#apply({ type: 'delete', ref });
  }

  #apply(event: IndexEvent): void {
    if (this.index.apply(event).length > 0) this.#listener?.objectsChanged();
  }

  /** Says when a cluster falls silent and when it is back, not each attempt between. */
  #logGate(): void {
    const { logger } = this.#options;
    const { closed } = this.#gate;
    const line = closed && `${closed.state}: ${closed.message}`;
    if (line === this.#logged) return;
    this.#logged = line;
    if (line) logger.warn(`Cluster ${this.cluster} is ${line}`);
    else logger.info(`Cluster ${this.cluster} answers again`);
  }
}
