import { startActors } from './actors/startActors';
import { loadDump } from './cli/loadDump';
import type { ClusterFile } from './cli/parseArguments';
import { readClusterFile } from './cli/readClusterFile';
import { KubeServer } from './kube/KubeServer';
import type { Scenario } from './scenarios/Scenario';

/** How the clusters of a sandbox are run. @internal */
export interface SandboxClustersOptions {
  actors?: boolean;
  bookmarkEveryMs?: number;
  now?: () => Date;
  log?: (line: string) => void;
}

/** One cluster that is served. */
interface Running {
  server: KubeServer;
  title: string;
  stopActors: () => void;
}

const NO_ACTORS = () => {};

/** The clusters that are served, by name, and how to bring them back to a scenario. @internal */
export class SandboxClusters {
  private readonly running = new Map<string, Running>();

  constructor(private readonly options: SandboxClustersOptions) {}

  /** Brings the live clusters of a scenario into its state, making those that are new. */
  place(scenario: Scenario): void {
    const { now, bookmarkEveryMs, actors = true } = this.options;
    for (const { name, title, objects, authorities } of scenario.clusters) {
      if (objects) {
        const known = this.running.get(name);
        known?.stopActors();
        const server =
          known?.server ?? new KubeServer({ name, now, bookmarkEveryMs });
        server.reset(objects);
        const stopActors = actors
          ? startActors(server.api, { authorities })
          : NO_ACTORS;
        this.running.set(name, { server, title, stopActors });
      }
    }
  }

  /** Adds a cluster for each dump. */
  async addFiles(files: readonly ClusterFile[]): Promise<void> {
    for (const file of files) {
      const { name } = file;
      if (this.running.has(name)) {
        throw new Error(
          `Cluster ${name} is given twice; choose another name for ${file.file}.`,
        );
      }
      const { server, skipped } = loadDump(name, await readClusterFile(file));
      if (skipped.length > 0) {
        this.options.log?.(
          `Cluster ${name}: ${skipped.length} objects left out, the first: ${skipped[0]}.`,
        );
      }
      this.running.set(name, { server, title: name, stopActors: NO_ACTORS });
    }
  }

  find(name: string): KubeServer | undefined {
    return this.running.get(name)?.server;
  }

  /** Name and title of each, in the order in which they came. */
  titles(): { name: string; title: string }[] {
    return [...this.running].map(([name, { title }]) => ({ name, title }));
  }

  servers(): KubeServer[] {
    return [...this.running.values()].map(({ server }) => server);
  }

  async stop(): Promise<void> {
    for (const { server, stopActors } of this.running.values()) {
      stopActors();
      await server.close();
    }
  }
}
