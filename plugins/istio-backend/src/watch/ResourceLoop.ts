import type { DataState } from '@meshwright/backstage-plugin-istio-common';
import { Backoff } from './Backoff';
import type { ClusterGate } from './ClusterGate';
import type { Clock } from './Clock';
import { failureOfError } from './failureOfError';
import type { FailureKind, KubeFailure } from './KubeFailure';
import type { KubeTransport } from './KubeTransport';
import { listAll } from './listAll';
import { Nap } from './Nap';
import { recoveryOf } from './recoveryOf';
import type { ResourceType } from './resourcePath';
import type { Semaphore } from './Semaphore';
import { watchOnce, type WatchEvent } from './watchOnce';
import type { WatchSettings } from './WatchSettings';

/** Takes what a loop reads. Calls come one at a time and must not throw. */
export interface ResourceSink<T> {
  /** The complete set; what is not in it is gone. */
  replace(objects: T[]): void;
  /** An object as the server sent it, new or changed. */
  upsert(raw: Record<string, unknown>): void;
  delete(raw: Record<string, unknown>): void;
  /** State or confirmation of the type changed. */
  progress(): void;
}

/** What is known of one type. Times are milliseconds since the epoch. */
export interface LoopProgress {
  state: DataState;
  since: number;
  confirmedAt?: number;
  message?: string;
}

/** How often things happened, for tests and metrics. */
export interface LoopCounters {
  lists: number;
  watches: number;
  garbled: number;
}

interface LoopOptions<T> {
  type: ResourceType;
  transport: KubeTransport;
  gate: ClusterGate;
  lists: Semaphore;
  clock: Clock;
  settings: WatchSettings;
  /** Keeps what is needed of a listed object; undefined drops it. */
  trim(raw: unknown): T | undefined;
  sink: ResourceSink<T>;
}

/**
 * Keeps one type of one cluster up to date: a list, then watches one after
 * the other from the last version seen, and a new list only when that version
 * is lost. It knows nothing of what the objects mean.
 */
export class ResourceLoop<T> {
  readonly counters: LoopCounters = { lists: 0, watches: 0, garbled: 0 };
  readonly #options: LoopOptions<T>;
  readonly #backoff: Backoff;
  readonly #nap: Nap;
  #session = new AbortController();
  #version: string | undefined;
  #progress: LoopProgress;
  #attempted = false;
  #holds = false;
  #lastFailure: { kind: FailureKind; count: number } | undefined;

  constructor(options: LoopOptions<T>) {
    this.#options = options;
    const { backoffMin: min, backoffMax: max } = options.settings;
    this.#backoff = new Backoff({ min, max });
    this.#nap = new Nap(options.clock);
    this.#progress = { state: 'syncing', since: options.clock.now() };
  }

  get progress(): LoopProgress {
    return this.#progress;
  }

  /** Whether at least one attempt came to an end, good or bad. */
  get attempted(): boolean {
    return this.#attempted;
  }

  /** Whether what the sink holds of the type was said by the cluster, if only "nothing". */
  get holds(): boolean {
    return this.#holds;
  }

  /** Lists anew now, whatever the loop is waiting for. */
  relist(): void {
    this.#version = undefined;
    this.#session.abort();
    this.#nap.wake();
  }

  /** Runs until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#options.gate.pass();
      if (signal.aborted) return;
      this.#session = new AbortController();
      const session = this.#session.signal;
      try {
        await this.#readOn(AbortSignal.any([signal, session]));
      } catch (error) {
        if (signal.aborted) return;
        if (!session.aborted)
          await this.#recover(failureOfError(error), signal);
      }
    }
  }

  async #readOn(signal: AbortSignal): Promise<void> {
    if (this.#version === undefined) await this.#list(signal);
    if (this.#version === undefined || signal.aborted) return;
    const startedAt = this.#options.clock.now();
    try {
      await this.#watch(this.#version, signal);
    } finally {
      const lived = this.#options.clock.now() - startedAt;
      if (lived >= this.#options.settings.healthyWatch) {
        this.#backoff.reset();
        this.#lastFailure = undefined;
      }
    }
    // Ended as it should, unless too early: then the next one waits.
    const { clock, settings } = this.#options;
    if (clock.now() - startedAt < settings.healthyWatch) {
      await this.#nap.take(this.#backoff.next(), signal);
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { lists, sink, type, transport, trim, settings, clock } =
      this.#options;
    const result = await lists.run(async () => {
      signal.throwIfAborted();
      this.counters.lists += 1;
      return listAll({ transport, type, trim, settings, clock, signal });
    });
    sink.replace(result.objects);
    this.#holds = true;
    this.#version = result.resourceVersion;
    this.#attempted = true;
    this.#confirm();
  }

  async #watch(resourceVersion: string, signal: AbortSignal): Promise<void> {
    const { type, transport, settings, clock } = this.#options;
    this.counters.watches += 1;
    await watchOnce({
      type,
      transport,
      settings,
      clock,
      signal,
      resourceVersion,
      onEstablished: () => this.#confirm(),
      onEvent: event => this.#apply(event),
    });
  }

  #apply(event: WatchEvent): void {
    const { sink } = this.#options;
    if (event.type === 'DELETED') sink.delete(event.object);
    else if (event.type !== 'BOOKMARK') sink.upsert(event.object);
    this.#version = event.resourceVersion;
    // It got past what garbled; failures of other kinds stay counted.
    if (this.#lastFailure?.kind === 'garbled') this.#lastFailure = undefined;
    this.#confirm();
  }

  async #recover(failure: KubeFailure, signal: AbortSignal): Promise<void> {
    if (failure.kind === 'garbled') this.counters.garbled += 1;
    const repeats =
      this.#lastFailure?.kind === failure.kind ? this.#lastFailure.count : 0;
    this.#lastFailure = { kind: failure.kind, count: repeats + 1 };
    const recovery = recoveryOf(failure, repeats);
    if (recovery.relist) this.#version = undefined;
    if (recovery.purge) {
      this.#options.sink.replace([]);
      this.#holds = true;
    }
    this.#attempted = true;
    if (recovery.state) this.#show(recovery.state, failure.message);
    this.#options.sink.progress();
    await this.#wait(recovery.wait, failure, signal);
  }

  async #wait(
    wait: ReturnType<typeof recoveryOf>['wait'],
    failure: KubeFailure,
    signal: AbortSignal,
  ): Promise<void> {
    if (wait === 'not') return;
    if (wait === 'gate') {
      await this.#options.gate.report(failure);
      return;
    }
    const { slowRetry } = this.#options.settings;
    let pause: number;
    if (wait === 'backoff') pause = this.#backoff.next();
    else if (wait === 'slow') pause = slowRetry * (1 + Math.random() / 2);
    else pause = wait.ms;
    await this.#nap.take(pause, signal);
  }

  #confirm(): void {
    this.#show('live', undefined);
    this.#progress.confirmedAt = this.#options.clock.now();
    this.#options.sink.progress();
  }

  #show(state: DataState, message: string | undefined): void {
    const { confirmedAt, since } = this.#progress;
    this.#progress = {
      state,
      since: state === this.#progress.state ? since : this.#options.clock.now(),
      confirmedAt,
      message,
    };
  }
}
