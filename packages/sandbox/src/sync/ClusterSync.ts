import { buildManifests } from './buildManifests';
import {
  KubernetesClient,
  SyncCluster,
  UnreachableError,
} from './KubernetesClient';
import { RepositorySnapshot } from './RepositoryReader';
import { syncCluster } from './syncCluster';
import { ClusterSyncReport } from './SyncReport';

/**
 * The sync of one cluster, which no other cluster can hold up: it has one run at
 * a time, and at most one waiting, with the newest snapshot.
 *
 * @internal
 */
export class ClusterSync {
  readonly #cluster: SyncCluster;
  readonly #client: KubernetesClient;
  readonly #log: (line: string) => void;
  #report: ClusterSyncReport;
  #running: Promise<void> | undefined;
  #waiting: { snapshot: RepositorySnapshot; done: Promise<void> } | undefined;
  #finished = 0;

  constructor(cluster: SyncCluster, log: (line: string) => void) {
    this.#cluster = cluster;
    this.#client = new KubernetesClient(cluster);
    this.#log = log;
    this.#report = {
      name: cluster.name,
      state: 'pending',
      problems: [],
      objects: [],
    };
  }

  report(): ClusterSyncReport {
    return structuredClone(this.#report);
  }

  /** Whether everything of this commit is in place, and was seen so lately. */
  isSettled(commit: string, withinMs: number): boolean {
    return (
      this.#report.state === 'synced' &&
      this.#report.commit === commit &&
      Date.now() - this.#finished < withinMs
    );
  }

  /** Resolves when this snapshot, or a newer one, has been tried. */
  offer(snapshot: RepositorySnapshot): Promise<void> {
    if (!this.#running) {
      this.#running = this.#run(snapshot).finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    if (this.#waiting) {
      this.#waiting.snapshot = snapshot;
      return this.#waiting.done;
    }
    const waiting = { snapshot, done: Promise.resolve() };
    waiting.done = this.#running.then(() => {
      this.#waiting = undefined;
      return this.offer(waiting.snapshot);
    });
    this.#waiting = waiting;
    return waiting.done;
  }

  close(): void {
    this.#client.close();
  }

  async #run(snapshot: RepositorySnapshot): Promise<void> {
    const { name } = this.#cluster;
    const build = buildManifests(snapshot.files, `clusters/${name}`);
    const report: ClusterSyncReport = {
      name,
      state: 'synced',
      commit: snapshot.commit,
      problems: build.problems,
      objects: [],
    };
    try {
      report.objects = await syncCluster(this.#client, build);
      const failed = report.objects.filter(({ state }) => state === 'failed');
      if (failed.length + build.problems.length > 0) {
        report.state = 'failed';
        report.message = `${failed.length} objects and ${build.problems.length} files of ${name} could not be applied`;
      }
    } catch (error) {
      report.state =
        error instanceof UnreachableError ? 'unreachable' : 'failed';
      report.message = (error as Error).message;
    }
    this.#finished = Date.now();
    report.finishedAt = new Date(this.#finished).toISOString();
    this.#tell(report);
    this.#report = report;
  }

  // Only news: a cluster that stays as it is says nothing.
  #tell(report: ClusterSyncReport): void {
    const count = (wanted: string) =>
      report.objects.filter(({ state }) => state === wanted).length;
    const changed = count('applied') + count('pruned');
    const same =
      changed === 0 &&
      report.state === this.#report.state &&
      report.message === this.#report.message;
    if (same) return;
    const commit = report.commit?.slice(0, 8);
    this.#log(
      report.state === 'unreachable'
        ? `sync: ${report.message}`
        : `sync: ${report.name} at ${commit}: ${count(
            'applied',
          )} applied, ${count('pruned')} pruned, ${count(
            'unchanged',
          )} unchanged, ${count('failed')} failed`,
    );
  }
}
