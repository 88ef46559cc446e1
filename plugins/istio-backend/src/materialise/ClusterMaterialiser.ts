import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterAssessor,
  type KeptAssessment,
  type ClusterFreshness,
  type DataState,
  type MeshIndex,
} from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import { readHashes } from '../database/operations/readHashes';
import {
  type FactChanges,
  writeFacts,
} from '../database/operations/writeFacts';
import { writeFreshness } from '../database/operations/writeFreshness';
import type { Clock } from '../watch/Clock';
import { Debounce } from './Debounce';
import { FactLedger } from './FactLedger';
import { FreshnessJournal } from './FreshnessJournal';
import type { MaterialiseSettings } from './MaterialiseSettings';

/** What the materialiser reads of a cluster. */
export interface ClusterSource {
  readonly cluster: string;
  readonly index: MeshIndex;
  /** Whether the index says enough of the cluster to be judged. */
  readonly settled: boolean;
  freshness(): ClusterFreshness;
  dataStates(): Map<string, DataState>;
}

interface MaterialiserOptions {
  source: ClusterSource;
  knex: Knex;
  clock: Clock;
  settings: MaterialiseSettings;
  logger: LoggerService;
  /** Registries that images of the mesh may come from; absent when any may. */
  registries?: readonly string[];
  /** What readers see of the cluster changed. */
  onWritten(cluster: string): void;
}

/** What is known of the tables, and whose facts it tells apart. */
interface Bookkeeping {
  readonly ledger: FactLedger;
  readonly assessor: ClusterAssessor;
}

/**
 * Keeps the verdicts on one cluster up to date when its objects change, and as
 * time goes by, and stores those that are different.
 */
export class ClusterMaterialiser {
  readonly #options: MaterialiserOptions;
  readonly #stop = new AbortController();
  readonly #facts: Debounce;
  readonly #freshness: Debounce;
  readonly #journal: FreshnessJournal;
  /** Absent until the cluster can be judged, and after a failure. */
  #assessor: ClusterAssessor | undefined;
  /** The moment that the verdicts are of. */
  #judgedAt = Number.NEGATIVE_INFINITY;
  #assessment: KeptAssessment | undefined;
  /** Absent while it is not known what the tables say: at the start and after a failure. */
  #books: Bookkeeping | undefined;
  #wroteOnce = false;

  constructor(options: MaterialiserOptions) {
    const { clock, settings } = options;
    this.#options = options;
    this.#journal = new FreshnessJournal(settings.confirmMs);
    const timing = {
      clock,
      quietMs: settings.quietMs,
      longestMs: settings.longestMs,
      signal: this.#stop.signal,
    };
    this.#facts = new Debounce({
      ...timing,
      task: () =>
        this.#attempt(
          'facts',
          () => this.#writeFacts(),
          () => this.#forget(),
        ),
    });
    this.#freshness = new Debounce({
      ...timing,
      task: () => this.#attempt('freshness', () => this.#writeFreshness()),
    });
  }

  /** The newest verdicts; absent until the cluster was judged once. */
  get assessment(): KeptAssessment | undefined {
    return this.#assessment;
  }

  /** Starts to judge anew now and then; the answer stops it. */
  start(): () => Promise<void> {
    const ticking = this.#tick();
    this.#freshness.call();
    return async () => {
      this.#stop.abort();
      await ticking;
      await this.#facts.settled();
      await this.#freshness.settled();
      this.#dropAssessor();
    };
  }

  /** The objects of the cluster changed. */
  objectsChanged(): void {
    this.#facts.call();
  }

  /** A state or a confirmation changed. */
  progressed(): void {
    this.#freshness.call();
  }

  async #tick(): Promise<void> {
    const { clock, settings } = this.#options;
    while (!this.#stop.signal.aborted) {
      await clock.sleep(settings.reassessMs, this.#stop.signal);
      this.#facts.call();
      this.#freshness.call();
    }
  }

  async #writeFacts(): Promise<void> {
    const { source, knex, onWritten } = this.#options;
    // While a cluster does not answer, the last verdicts on it stay.
    if (!source.settled || isSilent(source.freshness())) return;
    const changes = await this.#judge();
    // The first write also says that the cluster was judged, if only empty.
    if (changes.length === 0 && this.#wroteOnce) return;
    if (!(await writeFacts(knex, source.cluster, changes))) {
      this.#books = undefined;
      return;
    }
    this.#wroteOnce = true;
    onWritten(source.cluster);
  }

  /** Brings the verdicts up to date; says what has to be written then. */
  async #judge(): Promise<FactChanges[]> {
    const { source, knex, clock, settings, registries } = this.#options;
    // Much depends on time a little; it need not move at every event.
    if (clock.now() - this.#judgedAt >= settings.timeStepMs) {
      this.#judgedAt = clock.now();
    }
    const moment = {
      now: new Date(this.#judgedAt),
      dataStates: source.dataStates(),
    };
    const assessor = (this.#assessor ??= new ClusterAssessor(source.index, {
      cluster: source.cluster,
      ...(registries && { registries }),
      ...moment,
    }));
    const delta = assessor.update(moment);
    const { assessment } = assessor;
    this.#assessment = assessment;
    // A ledger knows facts by identity: those of another assessor are strange
    // to it, and their rows would stay for ever.
    if (this.#books?.assessor === assessor) {
      return this.#books.ledger.follow(delta);
    }
    const ledger = new FactLedger(await readHashes(knex, source.cluster));
    this.#books = { ledger, assessor };
    return ledger.begin(assessment);
  }

  async #writeFreshness(): Promise<void> {
    const { source, knex, clock, onWritten } = this.#options;
    const freshness = source.freshness();
    const now = clock.now();
    const change = this.#journal.classify(freshness, now);
    if (change === 'none') return;
    await writeFreshness(knex, freshness);
    this.#journal.written(freshness, now);
    if (change === 'state') {
      // Verdicts rest on the states too.
      this.#facts.call();
      onWritten(source.cluster);
    }
  }

  #dropAssessor(): void {
    this.#assessor?.close();
    this.#assessor = undefined;
  }

  /**
   * The write may have gone through before its answer was lost; and what a rule
   * threw at must not stay half worked out.
   */
  #forget(): void {
    this.#books = undefined;
    this.#dropAssessor();
  }

  /** Runs a task until it succeeds. */
  async #attempt(
    what: string,
    task: () => Promise<void>,
    failed?: () => void,
  ): Promise<void> {
    const { source, clock, settings, logger } = this.#options;
    try {
      await task();
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      logger.error(
        `Could not store the ${what} of cluster ${source.cluster}; trying again`,
        // Whatever was thrown, the logger prints it.
        error as Error,
      );
      failed?.();
      await clock.sleep(settings.retryMs, this.#stop.signal);
      if (what === 'facts') this.#facts.call();
      else this.#freshness.call();
    }
  }
}

function isSilent({ state }: ClusterFreshness): boolean {
  return state === 'unreachable' || state === 'unauthenticated';
}
