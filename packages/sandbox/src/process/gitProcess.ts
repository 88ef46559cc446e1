import { execFile } from 'node:child_process';
import { devNull } from 'node:os';

const MAX_OUTPUT_BYTES = 128 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 60_000;

// What a child git may see of our own environment: where to find programs and
// scratch space, and how to leave the machine. Nothing that changes what git does.
const INHERITED = [
  'PATH',
  'SystemRoot',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SSL_CERT_FILE',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];

/** A git command that ended with an exit code nobody expected. @internal */
export class GitError extends Error {
  constructor(
    readonly command: string,
    readonly exitCode: number,
    readonly stderr: string,
  ) {
    super(`git ${command} failed: ${lastLine(stderr) || `exit ${exitCode}`}`);
    this.name = 'GitError';
  }
}

/** @internal */
export interface GitRun {
  /** The repository, always named: git never searches for one. */
  gitDir?: string;
  input?: string | Buffer;
  /** Further variables, for example an author or an index file. */
  env?: Record<string, string>;
  /** Settings for this command only, kept out of the argument list because that is public to other users of the machine. */
  config?: Record<string, string>;
  /** Exit codes that are answers, not failures; 0 is always one. */
  accept?: number[];
  timeoutMs?: number;
}

/** @internal */
export interface GitResult {
  stdout: Buffer;
  exitCode: number;
}

/**
 * The environment of every child git: no system or user configuration, no
 * prompts, no editors, English messages.
 *
 * @internal
 */
export function gitEnvironment(
  run: Pick<GitRun, 'gitDir' | 'env' | 'config'> = {},
): Record<string, string> {
  const env: Record<string, string> = {
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_SYSTEM: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: 'http:https',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
  };
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  if (run.gitDir) env.GIT_DIR = run.gitDir;
  const settings = Object.entries(run.config ?? {});
  env.GIT_CONFIG_COUNT = String(settings.length);
  settings.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return { ...env, ...run.env };
}

/**
 * Runs git without a shell and gives its output back as bytes.
 *
 * @internal
 */
export function runGit(args: string[], run: GitRun = {}): Promise<GitResult> {
  const accept = [0, ...(run.accept ?? [])];
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      args,
      {
        env: gitEnvironment(run),
        encoding: 'buffer',
        maxBuffer: MAX_OUTPUT_BYTES,
        timeout: run.timeoutMs ?? DEFAULT_TIMEOUT_MS,
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') {
          reject(missingOrStopped(error, args));
          return;
        }
        const exitCode = typeof error?.code === 'number' ? error.code : 0;
        if (accept.includes(exitCode)) resolve({ stdout, exitCode });
        else reject(new GitError(args[0], exitCode, stderr.toString('utf8')));
      },
    );
    // A command that ends before it has read everything closes its input; its exit code tells the story.
    child.stdin?.on('error', () => {});
    child.stdin?.end(run.input ?? '');
  });
}

function missingOrStopped(error: Error & { code?: unknown }, args: string[]) {
  if (error.code === 'ENOENT') {
    return new Error('git is not installed: install git 2.38 or newer');
  }
  return new GitError(args[0], -1, error.message);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
