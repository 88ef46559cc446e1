import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { GitModel } from './GitModel';
import { type GitObject, objectId, treeObjects } from './gitObjects';

const HEADS = 'refs/heads/';

/** Settings of nobody else count, and nothing is asked for. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/** How a server is set up. */
export interface BareRepositoryOptions {
  /** Whether clients may leave files out of what they fetch. */
  allowsFilter: boolean;
  /** Branches whose names begin so are kept by a hook. */
  hook?: { prefix: string; says: string };
}

/**
 * The same repository as a {@link GitModel}, on disk for the git program, whose
 * server side answers over its own protocol. What is pushed comes back into the
 * model. For tests only: nothing else of this project starts git.
 */
export class BareRepository {
  readonly #model: GitModel;
  readonly #folder = mkdtempSync(join(tmpdir(), 'meshwright-bare-'));
  readonly #written = new Set<string>();
  #refs = '';

  constructor(model: GitModel) {
    this.#model = model;
    this.#git(['init', '-q', '--bare', '.']);
  }

  /** What `git SERVICE --stateless-rpc` answers, as behind `git http-backend`. */
  serve(
    service: 'upload-pack' | 'receive-pack',
    body: Buffer,
    protocol: string,
    { allowsFilter, hook }: BareRepositoryOptions,
  ): Buffer {
    this.#export();
    this.#setHook(hook);
    const answer = this.#git(
      [
        ...['-c', `uploadpack.allowFilter=${allowsFilter}`],
        ...['-c', 'receive.fsckObjects=true', '-c', 'gc.auto=0'],
        ...[service, '--stateless-rpc', '.'],
      ],
      { input: body, env: { ...ENVIRONMENT, GIT_PROTOCOL: protocol } },
      true,
    );
    if (service === 'receive-pack') this.#import();
    return answer;
  }

  /** What git itself thinks of everything that was pushed. */
  check(): string {
    return this.#git(['fsck', '--strict', '--no-dangling']).toString('utf8');
  }

  stop(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #git(
    args: readonly string[],
    options: { input?: Buffer; env?: NodeJS.ProcessEnv } = {},
    mayFail = false,
  ): Buffer {
    const done = spawnSync('git', args, {
      cwd: this.#folder,
      env: ENVIRONMENT,
      maxBuffer: 256 * 1024 * 1024,
      ...options,
    });
    if (done.error) throw done.error;
    if (done.status !== 0 && !mayFail) {
      throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
    }
    return done.stdout;
  }

  #write(object: GitObject, id = objectId(object)): void {
    if (this.#written.has(id)) return;
    this.#written.add(id);
    const { type, content } = object;
    const path = join(this.#folder, 'objects', id.slice(0, 2), id.slice(2));
    if (existsSync(path)) return;
    mkdirSync(dirname(path), { recursive: true });
    const head = Buffer.from(`${type} ${content.length}\0`);
    writeFileSync(path, deflateSync(Buffer.concat([head, content])));
  }

  /** The model as it is now. */
  #export(): void {
    for (const [sha, content] of this.#model.commitTexts) {
      if (this.#written.has(sha)) continue;
      const tree = this.#model.commits.get(sha)?.tree ?? new Map();
      const objects = treeObjects(tree, this.#model.links);
      for (const [id, object] of objects) this.#write(object, id);
      this.#write({ type: 'commit', content }, sha);
    }
    const lines = [...this.#model.branches].map(
      ([name, sha]) => `${sha} ${HEADS}${name}`,
    );
    const refs = lines.sort().join('\n');
    if (refs === this.#refs) return;
    rmSync(join(this.#folder, 'refs/heads'), { recursive: true, force: true });
    mkdirSync(join(this.#folder, 'refs/heads'));
    writeFileSync(join(this.#folder, 'packed-refs'), `${refs}\n`);
    this.#refs = refs;
  }

  #setHook(hook: BareRepositoryOptions['hook']): void {
    const path = join(this.#folder, 'hooks/pre-receive');
    rmSync(path, { force: true });
    if (!hook) return;
    mkdirSync(dirname(path), { recursive: true });
    const { prefix, says } = hook;
    writeFileSync(
      path,
      `#!/bin/sh\nwhile read old new ref; do case "$ref" in ${HEADS}${prefix}*) echo '${says}' >&2; exit 1;; esac; done\n`,
      { mode: 0o755 },
    );
  }

  /** What a push has brought. */
  #import(): void {
    const list = this.#git(['for-each-ref', HEADS]).toString('utf8');
    const refs = list.split('\n').filter(Boolean);
    for (const line of refs) {
      const [sha, , name] = line.split(/[ \t]/);
      if (!this.#model.commits.has(sha)) this.#importCommit(sha);
      this.#model.branches.set(name.slice(HEADS.length), sha);
    }
  }

  #importCommit(sha: string): void {
    const text = this.#git(['cat-file', 'commit', sha]);
    const [head, ...message] = text.toString('utf8').split('\n\n');
    const parents = [...head.matchAll(/^parent (\w+)$/gm)].map(([, id]) => id);
    const listed = this.#git(['ls-tree', '-r', '-z', sha]).toString('utf8');
    const tree = new Map<string, string>();
    for (const line of listed.split('\0').filter(Boolean)) {
      const [meta, path] = line.split('\t');
      const blob = this.#git(['cat-file', 'blob', meta.split(' ')[2]]);
      tree.set(path, blob.toString('utf8'));
    }
    const author = /^author (.*) </m.exec(head)?.[1] ?? '';
    this.#model.commitTexts.set(sha, text);
    this.#model.commits.set(sha, {
      ...{ sha, parents, tree, author },
      message: message.join('\n\n'),
    });
  }
}
