import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitError, gitEnvironment, runGit } from './gitProcess';

describe('runGit', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'meshwright-git-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('takes nothing from the settings of the person or the machine', async () => {
    await writeFile(
      path.join(folder, '.gitconfig'),
      '[user]\n\tname = Somebody\n[core]\n\tpager = false\n',
    );
    const before = { ...process.env };
    Object.assign(process.env, {
      HOME: folder,
      XDG_CONFIG_HOME: folder,
      GIT_DIR: folder,
      GIT_CONFIG_PARAMETERS: "'user.name=Injected'",
      GIT_SSH_COMMAND: 'touch /tmp/never',
    });
    try {
      const { stdout, exitCode } = await runGit(
        ['config', '--get-regexp', '^(user|core)'],
        { accept: [1], env: { GIT_CEILING_DIRECTORIES: '/' } },
      );
      expect(stdout.toString()).not.toMatch(/Somebody|Injected/);
      expect([0, 1]).toContain(exitCode);
      const env = gitEnvironment();
      expect(Object.keys(env)).not.toContain('GIT_SSH_COMMAND');
      expect(Object.keys(env)).not.toContain('GIT_DIR');
    } finally {
      process.env = before;
    }
  });

  it.each(['ext::sh -c true', 'file:///etc', 'ssh://localhost/x', '/etc'])(
    'fetches nothing from %s',
    async address => {
      const gitDir = path.join(folder, 'r.git');
      await runGit(['init', '--bare', '--quiet', '--', gitDir]);
      const fetch = runGit(['fetch', '--', address], { gitDir });
      await expect(fetch).rejects.toThrow(/not allowed/);
    },
  );

  it('fails in one line that names the command', async () => {
    const failure = await runGit(['cat-file', 'blob', 'none'], {
      gitDir: folder,
    }).catch(error => error);
    expect(failure).toBeInstanceOf(GitError);
    expect(failure.message).toMatch(/^git cat-file failed: fatal: [^\n]+$/);
  });

  it('ends a command that takes too long', async () => {
    const gitDir = path.join(folder, 'r.git');
    await runGit(['init', '--bare', '--quiet', '--', gitDir]);
    const endless = runGit(['-c', 'alias.wait=!sleep 30', 'wait'], {
      gitDir,
      timeoutMs: 200,
    });
    await expect(endless).rejects.toThrow(/^git -c failed/);
  });
});
