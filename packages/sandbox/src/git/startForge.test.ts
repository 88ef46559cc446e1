import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runGit } from '../process/gitProcess';
import {
  READER,
  TOKEN,
  TestForge,
  base64,
  startTestForge,
} from './__testUtils__/startTestForge';
import { PushEvent } from './ForgeRepository';

const run = promisify(execFile);

describe('startForge, with the git of this machine', () => {
  let forge: TestForge;
  let folder: string;
  let events: PushEvent[];

  /** git as a person runs it: with a work tree and their own name. */
  async function git(cwd: string, ...args: string[]): Promise<string> {
    const identity = [
      '-c',
      'user.name=Ana',
      '-c',
      'user.email=ana@example.com',
    ];
    const { stdout } = await run('git', [...identity, ...args], {
      cwd,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    });
    return stdout.trim();
  }

  function address(user = 'meshwright', secret = TOKEN): string {
    return forge.gitUrl.replace('http://', `http://${user}:${secret}@`);
  }

  async function clone(name: string): Promise<string> {
    await git(folder, 'clone', '--quiet', address(), name);
    return path.join(folder, name);
  }

  async function pushCommit(work: string, branch: string) {
    await git(work, 'add', '--all');
    await git(work, 'commit', '--quiet', '-m', 'A change');
    return git(work, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'meshwright-forge-client-'));
    forge = await startTestForge({ protectedBranches: ['release'] });
    events = [];
    forge.onPush(event => events.push(event));
  });

  afterEach(async () => {
    await forge.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('clones the seed, the same commit every time', async () => {
    const work = await clone('work');
    expect(await readFile(path.join(work, 'README.md'), 'utf8')).toBe(
      '# GitOps\n',
    );
    const other = await startTestForge();
    const heads = await Promise.all([
      forge.api('GET', '/branches/main'),
      other.api('GET', '/branches/main'),
    ]);
    await other.close();
    expect(heads[0].body.commit.id).toBe(heads[1].body.commit.id);
  });

  it('takes a push, tells of it, and serves it to the next fetch', async () => {
    const [one, two] = [await clone('one'), await clone('two')];
    await writeFile(path.join(one, 'new.yaml'), 'a: 1\n');
    await pushCommit(one, 'feature/new');
    expect(events).toEqual([
      expect.objectContaining({
        owner: 'platform',
        repo: 'gitops',
        branch: 'feature/new',
        before: undefined,
        after: await git(one, 'rev-parse', 'HEAD'),
      }),
    ]);
    await git(two, 'fetch', '--quiet');
    expect(await git(two, 'show', 'origin/feature/new:new.yaml')).toBe('a: 1');
  });

  it('refuses a push that is not on top of what is there', async () => {
    const [one, two] = [await clone('one'), await clone('two')];
    await writeFile(path.join(one, 'one.yaml'), 'a: 1\n');
    await pushCommit(one, 'main');
    await writeFile(path.join(two, 'two.yaml'), 'a: 1\n');
    await expect(pushCommit(two, 'main')).rejects.toThrow(/rejected/);
  });

  it('wants an account, and one that may write', async () => {
    const read = (user: string, secret: string) =>
      git(folder, 'ls-remote', address(user, secret));
    await expect(read('meshwright', 'wrong')).rejects.toThrow(/Authentication/);
    expect(await read(READER.name, READER.token)).toContain('refs/heads/main');
    const work = await clone('work');
    await writeFile(path.join(work, 'new.yaml'), 'a: 1\n');
    await git(
      work,
      'remote',
      'set-url',
      'origin',
      address(READER.name, READER.token),
    );
    await expect(pushCommit(work, 'new')).rejects.toThrow(/403/);
    expect((await forge.api('GET', '/branches/new')).status).toBe(404);
  });

  it('lets nobody push to a protected branch, or to the refs of pull requests', async () => {
    const work = await clone('work');
    await writeFile(path.join(work, 'new.yaml'), 'a: 1\n');
    await expect(pushCommit(work, 'release')).rejects.toThrow(/hidden ref/);
    const push = git(work, 'push', 'origin', 'HEAD:refs/pull/1/head');
    await expect(push).rejects.toThrow(/hidden ref/);
  });

  it('refuses a pushed tree with a .git folder in it', async () => {
    const work = await clone('work');
    const run_ = (args: string[], input?: string) =>
      runGit(args, { gitDir: path.join(work, '.git'), input });
    const out = async (args: string[], input?: string) =>
      (await run_(args, input)).stdout.toString().trim();
    const blob = await out(['hash-object', '-w', '--stdin'], 'evil');
    const inner = await out(['mktree'], `100644 blob ${blob}\tconfig\n`);
    const tree = await out(['mktree'], `040000 tree ${inner}\t.git\n`);
    const commit = await git(work, 'commit-tree', '-m', 'evil', tree);
    const push = git(work, 'push', 'origin', `${commit}:refs/heads/evil`);
    await expect(push).rejects.toThrow(/contains '\.git'|fsck|unpack/);
    expect((await forge.api('GET', '/branches/evil')).status).toBe(404);
  });

  it('runs no hook, even one that somebody put there', async () => {
    const proof = path.join(folder, 'hook-ran');
    const hooks = path.join(
      forge.dataDir,
      'repositories/platform/gitops.git/hooks',
    );
    await run('mkdir', ['-p', hooks]);
    for (const hook of ['pre-receive', 'update', 'post-receive']) {
      await writeFile(path.join(hooks, hook), `#!/bin/sh\ntouch ${proof}\n`, {
        mode: 0o755,
      });
    }
    const work = await clone('work');
    await writeFile(path.join(work, 'new.yaml'), 'a: 1\n');
    await pushCommit(work, 'hooked');
    expect(existsSync(proof)).toBe(false);
  });

  it('stores a pushed link as a link, and writes through none', async () => {
    const work = await clone('work');
    await symlink('/etc/passwd', path.join(work, 'link.yaml'));
    await pushCommit(work, 'linked');
    const link = await forge.api('GET', '/contents/link.yaml?ref=linked');
    expect(link.body).toMatchObject({
      type: 'symlink',
      target: '/etc/passwd',
      content: null,
    });
    const write = await forge.api('POST', '/contents', {
      branch: 'linked',
      files: [{ operation: 'update', path: 'link.yaml', content: base64('x') }],
    });
    expect(write.status).toBe(422);
    expect(write.body.message).toContain('a symbolic link exists');
  });

  it('moves a pull request with its branch, and closes it when that goes', async () => {
    const work = await clone('work');
    await writeFile(path.join(work, 'a.yaml'), 'a: 1\n');
    await pushCommit(work, 'feature');
    const opened = await forge.api('POST', '/pulls', {
      head: 'feature',
      base: 'main',
      title: 'A change',
    });
    await writeFile(path.join(work, 'b.yaml'), 'b: 1\n');
    await pushCommit(work, 'feature');
    const moved = await forge.api('GET', `/pulls/${opened.body.number}`);
    expect(moved.body.head.sha).toBe(await git(work, 'rev-parse', 'HEAD'));
    expect(moved.body.changed_files).toBe(2);
    await git(work, 'push', '--quiet', 'origin', '--delete', 'feature');
    const closed = await forge.api('GET', `/pulls/${opened.body.number}`);
    expect(closed.body).toMatchObject({ state: 'closed', merged: false });
    expect(closed.body.head.sha).toBe(moved.body.head.sha);
  });

  it('keeps everything over a restart, and forgets it on reset', async () => {
    const work = await clone('work');
    await writeFile(path.join(work, 'a.yaml'), 'a: 1\n');
    await pushCommit(work, 'feature');
    await forge.api('POST', '/pulls', {
      head: 'feature',
      base: 'main',
      title: 'Kept',
    });
    await forge.stop();
    const again = await startTestForge({ dataDir: forge.dataDir });
    type Listed = Array<{ title: string }>;
    const { body } = await again.api<Listed>('GET', '/pulls?state=open');
    expect(body.map(({ title }) => title)).toEqual(['Kept']);
    const told: PushEvent[] = [];
    again.onPush(event => told.push(event));
    await again.reset();
    expect((await again.api('GET', '/pulls')).body).toEqual([]);
    expect((await again.api('GET', '/branches/feature')).status).toBe(404);
    expect(told).toEqual([
      expect.objectContaining({ branch: 'feature', after: undefined }),
    ]);
    await again.stop();
  });

  it('goes wrong as told: before acting, or when it has acted', async () => {
    const open = () =>
      forge.api('POST', '/branches', { new_branch_name: 'topic' });
    const answer = { status: 502, headers: { 'Retry-After': '1' } };
    forge.inject({ method: 'POST', path: /branches/, when: 'before', answer });
    expect((await open()).headers.get('retry-after')).toBe('1');
    expect((await forge.api('GET', '/branches/topic')).status).toBe(404);
    forge.inject({ method: 'POST', when: 'after', answer });
    expect((await open()).status).toBe(502);
    expect((await open()).status).toBe(409);
    const stop = forge.inject({ when: 'before', answer: 'cut', times: 9 });
    await expect(forge.api('GET', '')).rejects.toThrow('fetch failed');
    stop();
    expect((await forge.api('GET', '')).status).toBe(200);
  });

  it('says what is missing where there is no git', async () => {
    const before = process.env.PATH;
    process.env.PATH = folder;
    try {
      await expect(startTestForge()).rejects.toThrow(
        'git is not installed: install git 2.38 or newer',
      );
    } finally {
      process.env.PATH = before;
    }
  });
});
