import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ForgeAccount } from './Account';
import { answerRequest } from './answerRequest';
import { ForgeContext } from './ForgeContext';
import { ForgeRepository, PushEvent } from './ForgeRepository';
import { FaultList, ForgeFault } from './http/FaultList';
import { FormGuard } from './pages/FormGuard';
import { findGit } from './repository/findGit';

/** @public */
export interface ForgeOptions {
  /** The port on the loopback address; 0 takes a free one. */
  port: number;
  /** Where repositories and pull requests are kept. */
  dataDir: string;
  /** Files of the first commit, by path. */
  seed: Record<string, string>;
  owner: string;
  repo: string;
  /** The account that may write. */
  user: string;
  /** Its password, and its API token. */
  token: string;
  log?: (line: string) => void;
  /** Accounts beside the first, for example one that may only read. */
  accounts?: ForgeAccount[];
  /** Default: main. */
  defaultBranch?: string;
  /** Branches that change by merging only. */
  protectedBranches?: string[];
  /** Whether reading takes an account; default true. */
  isPrivate?: boolean;
  /** In whose name the pages merge and close; default `reviewer`. */
  reviewer?: string;
  /** Where the pages lead back to. */
  home?: { title: string; url: string };
  /** The address people use, where it is not `http://localhost:<port>`. */
  publicUrl?: string;
}

/** A running forge. @public */
export interface Forge {
  url: string;
  /** For `git clone`. */
  gitUrl: string;
  port: number;
  stop(): Promise<void>;
  /** Back to the first commit, with no pull requests. */
  reset(): Promise<void>;
  /** Calls back for every branch that moves; returns how to stop that. */
  onPush(listener: (event: PushEvent) => void): () => void;
  /** Lets the next requests go wrong, for tests; returns how to stop that. */
  inject(fault: ForgeFault): () => void;
}

/**
 * Starts a small git forge: git over HTTP, the part of Gitea's REST API that
 * works on branches, files and pull requests, and pages for people.
 *
 * @public
 */
export async function startForge(options: ForgeOptions): Promise<Forge> {
  const { httpBackend } = await findGit();
  const dataDir = path.resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const repository = new ForgeRepository({
    id: 1,
    owner: options.owner,
    name: options.repo,
    dataDir,
    defaultBranch: options.defaultBranch ?? 'main',
    isPrivate: options.isPrivate ?? true,
    protectedBranches: options.protectedBranches ?? [],
    seed: options.seed,
  });
  await repository.open();
  const context: ForgeContext = {
    url: '',
    accounts: [
      { name: options.user, token: options.token, access: 'write' },
      ...(options.accounts ?? []),
    ],
    repositories: [repository],
    httpBackend,
    reviewer: options.reviewer ?? 'reviewer',
    home: options.home,
    log: options.log ?? (() => {}),
  };
  const faults = new FaultList();
  const state = { context, guard: new FormGuard(), faults };
  const server = createServer((request, response) => {
    answerRequest(state, request, response).catch(error => {
      context.log(`forge: ${request.method} ${request.url} failed: ${error}`);
      response.destroy();
    });
  });
  const port = await listen(server, options.port);
  context.url = (options.publicUrl ?? `http://localhost:${port}`).replace(
    /\/$/,
    '',
  );
  return {
    url: context.url,
    gitUrl: `${context.url}/${repository.fullName}.git`,
    port,
    stop: () => close(server),
    reset: async () => {
      faults.clear();
      await repository.reset();
    },
    inject: fault => faults.add(fault),
    onPush: listener => repository.onPush(listener),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      // A server that listens on a port has an address with one.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
