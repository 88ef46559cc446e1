import { ClusterSync } from './ClusterSync';
import { SyncCluster } from './KubernetesClient';
import {
  RepositoryReader,
  RepositorySnapshot,
  SyncSource,
} from './RepositoryReader';
import { SyncReport } from './SyncReport';

/** @public */
export interface SyncOptions {
  forge: SyncSource;
  clusters: SyncCluster[];
  /** How often the repository is looked at. */
  intervalMs: number;
  /**
   * How long a cluster that has everything is left alone; after that it is
   * compared again, which undoes what somebody changed by hand. Default: a minute.
   */
  resyncMs?: number;
  /** Where the copy of the repository is kept while the sync runs. Default: the system's temporary folder. */
  scratchDir?: string;
  log?: (line: string) => void;
}

/** A running sync. @public */
export interface Sync {
  stop(): Promise<void>;
  /** Reads the repository now and resolves when every cluster has been tried with it. */
  syncNow(): Promise<SyncReport>;
  report(): SyncReport;
}

const RESYNC_MS = 60_000;

/**
 * Starts a small GitOps agent: what `clusters/<name>` of a repository declares
 * is applied to the cluster of that name. It knows git over HTTP and the
 * Kubernetes API and nothing else, so it works with any forge and any cluster.
 *
 * @public
 */
export function startSync(options: SyncOptions): Sync {
  const log = options.log ?? (() => {});
  const reader = new RepositoryReader(options.forge, options.scratchDir);
  const clusters = options.clusters.map(c => new ClusterSync(c, log));
  const resyncMs = options.resyncMs ?? RESYNC_MS;
  let repository: SyncReport['repository'] = { state: 'pending' };
  let reading: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const read = async (): Promise<RepositorySnapshot | undefined> => {
    const checkedAt = new Date().toISOString();
    try {
      const snapshot = await reader.read();
      repository = { state: 'read', commit: snapshot.commit, checkedAt };
      return snapshot;
    } catch (error) {
      const { owner, repo } = options.forge;
      const message = `${owner}/${repo} cannot be read: ${
        (error as Error).message
      }`;
      if (repository.message !== message) log(`sync: ${message}`);
      repository = { ...repository, state: 'failed', message, checkedAt };
      return undefined;
    }
  };

  const pass = async (force: boolean): Promise<void> => {
    const next = reading.then(read);
    reading = next;
    const snapshot = await next;
    if (!snapshot || stopped) return;
    const due = clusters.filter(
      cluster => force || !cluster.isSettled(snapshot.commit, resyncMs),
    );
    await Promise.all(due.map(cluster => cluster.offer(snapshot)));
  };

  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      // The next look waits for git, never for a slow cluster.
      pass(false).catch(error => log(`sync: ${error}`));
      reading.finally(schedule);
    }, options.intervalMs);
    timer.unref();
  };

  const report = (): SyncReport => ({
    repository: { ...repository },
    clusters: clusters.map(cluster => cluster.report()),
  });

  pass(false).catch(error => log(`sync: ${error}`));
  schedule();

  return {
    report,
    syncNow: async () => {
      await pass(true);
      return report();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await reading;
      clusters.forEach(cluster => cluster.close());
      await reader.close();
    },
  };
}
