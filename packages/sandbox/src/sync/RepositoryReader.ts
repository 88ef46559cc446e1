import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runGit } from '../process/gitProcess';
import { RepositoryFile, RepositoryFiles } from './FolderBuild';

/** Where the wanted state is. @public */
export interface SyncSource {
  /** For `git fetch`; http or https. */
  gitUrl: string;
  owner: string;
  repo: string;
  branch: string;
  user: string;
  token: string;
}

/** @internal */
export interface RepositorySnapshot {
  commit: string;
  files: RepositoryFiles;
}

const SYNCED = 'refs/heads/synced';
const MAX_FILE_BYTES = 1024 * 1024;
const FETCH_TIMEOUT_MS = 30_000;

/**
 * Reads a branch through git alone, so that any forge will do. Nothing is ever
 * checked out: files are read as git objects, and a link stays a link.
 *
 * @internal
 */
export class RepositoryReader {
  readonly #source: SyncSource;
  readonly #scratchDir: string;
  #gitDir: string | undefined;
  #last: RepositorySnapshot | undefined;

  constructor(source: SyncSource, scratchDir = tmpdir()) {
    this.#source = source;
    this.#scratchDir = scratchDir;
  }

  async read(): Promise<RepositorySnapshot> {
    const gitDir = await this.#mirror();
    await this.#fetch(gitDir);
    const { stdout } = await runGit(['rev-parse', '--verify', SYNCED], {
      gitDir,
    });
    const commit = stdout.toString('utf8').trim();
    if (this.#last?.commit !== commit) {
      this.#last = { commit, files: await readFiles(gitDir, commit) };
    }
    return this.#last;
  }

  async close(): Promise<void> {
    const gitDir = this.#gitDir;
    this.#gitDir = undefined;
    if (gitDir) await rm(gitDir, { recursive: true, force: true });
  }

  async #mirror(): Promise<string> {
    if (!this.#gitDir) {
      const gitDir = await mkdtemp(
        path.join(this.#scratchDir, 'meshwright-sync-'),
      );
      await runGit(['init', '--bare', '--quiet', '--template=', '--', gitDir]);
      this.#gitDir = gitDir;
    }
    return this.#gitDir;
  }

  async #fetch(gitDir: string): Promise<void> {
    const { gitUrl, branch, user, token } = this.#source;
    const secret = Buffer.from(`${user}:${token}`).toString('base64');
    await runGit(
      [
        'fetch',
        '--quiet',
        '--no-tags',
        '--depth=1',
        '--no-write-fetch-head',
        '--no-recurse-submodules',
        '--',
        gitUrl,
        `+refs/heads/${branch}:${SYNCED}`,
      ],
      {
        gitDir,
        timeoutMs: FETCH_TIMEOUT_MS,
        config: {
          'http.extraHeader': `Authorization: Basic ${secret}`,
          // The header would follow a redirect to wherever it leads.
          'http.followRedirects': 'false',
          'gc.auto': '0',
        },
      },
    );
  }
}

async function readFiles(
  gitDir: string,
  commit: string,
): Promise<RepositoryFiles> {
  const { stdout } = await runGit(
    ['ls-tree', '-r', '-z', '-l', '--full-tree', commit],
    { gitDir },
  );
  const entries = stdout
    .toString('utf8')
    .split('\0')
    .map(line => /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line))
    .filter(match => match !== null)
    .map(([, mode, sha, size, name]) => ({ mode, sha, size: +size, name }))
    .filter(({ size, name }) => size <= MAX_FILE_BYTES && isRead(name));
  const texts = await readBlobs(
    gitDir,
    entries.map(({ sha }) => sha),
  );
  const files = new Map<string, RepositoryFile>();
  entries.forEach(({ mode, name }, index) => {
    files.set(name, { mode, text: texts[index] });
  });
  return files;
}

function isRead(name: string): boolean {
  return /\.ya?ml$|(^|\/)Kustomization$/.test(name);
}

// "<sha> blob <size>" LF <content> LF, one after the other.
async function readBlobs(gitDir: string, shas: string[]): Promise<string[]> {
  if (shas.length === 0) return [];
  const { stdout } = await runGit(['cat-file', '--batch'], {
    gitDir,
    input: `${shas.join('\n')}\n`,
  });
  const texts: string[] = [];
  let at = 0;
  while (at < stdout.length) {
    const end = stdout.indexOf(0x0a, at);
    const size = Number(stdout.toString('utf8', at, end).split(' ')[2]);
    texts.push(stdout.toString('utf8', end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return texts;
}
