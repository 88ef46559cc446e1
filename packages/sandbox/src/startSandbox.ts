import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterFile } from './cli/parseArguments';
import type { Controlled } from './controlRoutes';
import { startForge, type Forge } from './git/startForge';
import type { KubeServer } from './kube/KubeServer';
import { SandboxClusters } from './SandboxClusters';
import type { Scenario } from './scenarios/Scenario';
import { shopScenario } from './scenarios/shop';
import { serveClusters } from './serveClusters';
import { startSync, type Sync } from './sync/startSync';

/** Options of {@link startSandbox}. @public */
export interface SandboxOptions {
  /** Port of the clusters and the control API; a free one when absent. */
  port?: number;
  /** Port of the git forge; a free one when absent. */
  forgePort?: number;
  /** Where the forge keeps its repository; a folder of its own when absent. */
  dataDir?: string;
  /** Dumps of `kubectl get … -A -o json` to serve as more clusters. */
  clusterFiles?: readonly ClusterFile[];
  /** Whether there are a forge and a sync; yes by default. */
  gitops?: boolean;
  /** Whether istiod, cert-manager and the rollout controllers are played; yes by default. */
  actors?: boolean;
  /** How often the sync looks at the repository. */
  syncIntervalMs?: number;
  /** How often a watch gets a bookmark. */
  bookmarkEveryMs?: number;
  now?: () => Date;
  log?: (line: string) => void;
}

/** One cluster as a client reaches it. @public */
export interface SandboxCluster {
  name: string;
  title: string;
  url: string;
  token: string;
}

/** Where the forge is and how to come in. @public */
export interface SandboxForge {
  url: string;
  gitUrl: string;
  owner: string;
  repo: string;
  user: string;
  password: string;
  token: string;
}

/** What is printed when the sandbox is ready. @public */
export interface SandboxEndpoints {
  clusters: SandboxCluster[];
  forge?: SandboxForge;
  control: { url: string };
}

/** A running sandbox. @public */
export interface Sandbox {
  endpoints: SandboxEndpoints;
  /** A cluster of the scenario or of a file, to look at or put objects into. */
  cluster(name: string): KubeServer;
  forge?: Forge;
  sync?: Sync;
  /** Back to the start: clusters and repository. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const FORGE = {
  owner: 'platform',
  repo: 'gitops',
  user: 'meshwright',
  token: 'sandbox-forge-token',
};

/** Nothing listens there, so connections are refused at once. */
const UNREACHABLE_URL = 'http://127.0.0.1:1';

const quiet = () => {};

interface Gitops {
  forge: Forge;
  sync: Sync;
}

async function startGitops(
  options: SandboxOptions,
  scenario: Scenario,
  clusterUrl: (name: string) => string,
): Promise<Gitops> {
  const { log = quiet } = options;
  const forge = await startForge({
    ...FORGE,
    port: options.forgePort ?? 0,
    dataDir: options.dataDir ?? (await mkdtemp(join(tmpdir(), 'meshwright-'))),
    seed: { ...scenario.repository },
    log,
  });
  const live = scenario.clusters.filter(({ objects }) => objects);
  const sync = startSync({
    forge: { ...FORGE, gitUrl: forge.gitUrl, branch: 'main' },
    clusters: live.map(({ name }) => ({
      name,
      url: clusterUrl(name),
      token: 'sandbox-sync',
    })),
    intervalMs: options.syncIntervalMs ?? 2000,
    log,
  });
  forge.onPush(() => {
    sync.syncNow().catch(error => log(`sync: ${error}`));
  });
  return { forge, sync };
}

/** Starts the sandbox: clusters, control API, forge and sync. @public */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { log = quiet, now = () => new Date() } = options;
  const clusters = new SandboxClusters(options);
  const scenario = await shopScenario(now());
  clusters.place(scenario);
  await clusters.addFiles(options.clusterFiles ?? []);

  let gitops: Gitops | undefined;
  const controlled: Controlled = {
    servers: () => clusters.servers(),
    reset: async () => {
      clusters.place(await shopScenario(now()));
      await gitops?.forge.reset();
    },
    syncNow: async () => gitops?.sync.syncNow(),
    syncReport: () => gitops?.sync.report(),
  };
  const listener = await serveClusters(
    clusters,
    controlled,
    options.port ?? 0,
    log,
  );
  const stop = async () => {
    await gitops?.sync.stop();
    await gitops?.forge.stop();
    await clusters.stop();
    await listener.stop();
  };
  const clusterUrl = (name: string) => `${listener.url}/clusters/${name}`;
  if (options.gitops !== false) {
    try {
      gitops = await startGitops(options, scenario, clusterUrl);
    } catch (error) {
      await stop();
      throw error;
    }
  }
  return {
    endpoints: {
      clusters: clusterEndpoints(clusters, scenario, clusterUrl),
      ...(gitops && { forge: forgeEndpoint(gitops.forge) }),
      control: { url: `${listener.url}/control` },
    },
    cluster: name => {
      const found = clusters.find(name);
      if (!found) throw new Error(`The sandbox has no cluster ${name}`);
      return found;
    },
    forge: gitops?.forge,
    sync: gitops?.sync,
    reset: controlled.reset,
    stop,
  };
}

function clusterEndpoints(
  clusters: SandboxClusters,
  scenario: Scenario,
  clusterUrl: (name: string) => string,
): SandboxCluster[] {
  const token = 'sandbox-reader';
  const live = clusters
    .titles()
    .map(({ name, title }) => ({ name, title, url: clusterUrl(name), token }));
  const dead = scenario.clusters
    .filter(({ objects }) => !objects)
    .map(({ name, title }) => ({ name, title, url: UNREACHABLE_URL, token }));
  return [...live, ...dead];
}

function forgeEndpoint({ url, gitUrl }: Forge): SandboxForge {
  const { owner, repo, user, token } = FORGE;
  return { url, gitUrl, owner, repo, user, password: token, token };
}
