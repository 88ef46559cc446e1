import { mkdtemp } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startActors } from './actors/startActors';
import { loadDump } from './cli/loadDump';
import type { ClusterFile } from './cli/parseArguments';
import { readClusterFile } from './cli/readClusterFile';
import { serveControl } from './controlRoutes';
import { startForge, type Forge } from './git/startForge';
import { KubeServer } from './kube/KubeServer';
import type { Scenario } from './scenarios/Scenario';
import { shopScenario } from './scenarios/shop';
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

interface Running {
  server: KubeServer;
  title: string;
  stopActors: () => void;
}

/** The clusters that are served, by name, and how to bring them back to the scenario. */
class Clusters {
  readonly live = new Map<string, Running>();

  constructor(private readonly options: SandboxOptions) {}

  place(scenario: Scenario): void {
    for (const { name, title, objects, authorities } of scenario.clusters) {
      if (objects) {
        const { now, bookmarkEveryMs } = this.options;
        const known = this.live.get(name);
        known?.stopActors();
        const server =
          known?.server ?? new KubeServer({ name, now, bookmarkEveryMs });
        server.reset(objects);
        const stopActors =
          this.options.actors === false
            ? () => {}
            : startActors(server.api, { authorities });
        this.live.set(name, { server, title, stopActors });
      }
    }
  }

  async addFiles(files: readonly ClusterFile[]): Promise<void> {
    for (const file of files) {
      if (this.live.has(file.name)) {
        throw new Error(
          `Cluster ${file.name} is given twice; choose another name for ${file.file}.`,
        );
      }
      const dump = loadDump(file.name, await readClusterFile(file));
      if (dump.skipped.length > 0) {
        this.options.log?.(
          `Cluster ${file.name}: ${dump.skipped.length} objects left out, the first: ${dump.skipped[0]}.`,
        );
      }
      this.live.set(file.name, {
        server: dump.server,
        title: file.name,
        stopActors: () => {},
      });
    }
  }

  servers(): KubeServer[] {
    return [...this.live.values()].map(({ server }) => server);
  }

  async stop(): Promise<void> {
    for (const { server, stopActors } of this.live.values()) {
      stopActors();
      await server.close();
    }
  }
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // an HTTP server on a port has an address of that form
  const { port: bound } = server.address() as AddressInfo;
  return `http://127.0.0.1:${bound}`;
}

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<void>;

function notFoundHere(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'application/json' });
  response.end(
    '{"error":"Nothing is served there; try /clusters/<name>/api."}\n',
  );
}

/** Starts the sandbox: clusters, control API, forge and sync. @public */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { log, now = () => new Date() } = options;
  const clusters = new Clusters(options);
  const scenario = await shopScenario(now());
  clusters.place(scenario);
  await clusters.addFiles(options.clusterFiles ?? []);

  let forge: Forge | undefined;
  let sync: Sync | undefined;
  const reset = async () => {
    clusters.place(await shopScenario(now()));
    await forge?.reset();
  };
  const controlled = {
    servers: () => clusters.servers(),
    reset,
    syncNow: async () => sync?.syncNow(),
    syncReport: () => sync?.report(),
  };
  const handle: Handler = async (request, response, url) => {
    const [, area, name = '', ...rest] = url.pathname.split('/');
    if (area === 'control') {
      await serveControl(
        controlled,
        request,
        response,
        `/${[name, ...rest].join('/')}`,
      );
      return;
    }
    const running = area === 'clusters' ? clusters.live.get(name) : undefined;
    if (!running) {
      notFoundHere(response);
      return;
    }
    const path = `/${rest.join('/')}`;
    await running.server.handle(request, response, path, url.searchParams);
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    handle(request, response, url).catch(error => {
      log?.(`${request.method} ${url.pathname} failed: ${error}`);
      response.destroy();
    });
  });
  const base = await listen(server, options.port ?? 0);

  const stop = async () => {
    await sync?.stop();
    await forge?.stop();
    await clusters.stop();
    await new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  try {
    if (options.gitops !== false) {
      forge = await startForge({
        ...FORGE,
        port: options.forgePort ?? 0,
        dataDir:
          options.dataDir ?? (await mkdtemp(join(tmpdir(), 'meshwright-'))),
        seed: { ...scenario.repository },
        log,
      });
      sync = startSync({
        forge: { ...FORGE, gitUrl: forge.gitUrl, branch: 'main' },
        clusters: scenario.clusters
          .filter(({ objects }) => objects)
          .map(({ name }) => ({
            name,
            url: `${base}/clusters/${name}`,
            token: 'sandbox-sync',
          })),
        intervalMs: options.syncIntervalMs ?? 2000,
        log,
      });
      forge.onPush(() => {
        sync?.syncNow().catch(error => log?.(`sync: ${error}`));
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    endpoints: endpointsOf(base, scenario, clusters, forge),
    cluster: name => {
      const running = clusters.live.get(name);
      if (!running) throw new Error(`The sandbox has no cluster ${name}`);
      return running.server;
    },
    forge,
    sync,
    reset,
    stop,
  };
}

function endpointsOf(
  base: string,
  scenario: Scenario,
  clusters: Clusters,
  forge: Forge | undefined,
): SandboxEndpoints {
  const token = 'sandbox-reader';
  const unreachable = scenario.clusters.filter(({ objects }) => !objects);
  return {
    clusters: [
      ...[...clusters.live].map(([name, { title }]) => ({
        name,
        title,
        url: `${base}/clusters/${name}`,
        token,
      })),
      ...unreachable.map(({ name, title }) => ({
        name,
        title,
        url: UNREACHABLE_URL,
        token,
      })),
    ],
    ...(forge && {
      forge: {
        url: forge.url,
        gitUrl: forge.gitUrl,
        owner: FORGE.owner,
        repo: FORGE.repo,
        user: FORGE.user,
        password: FORGE.token,
        token: FORGE.token,
      },
    }),
    control: { url: `${base}/control` },
  };
}
