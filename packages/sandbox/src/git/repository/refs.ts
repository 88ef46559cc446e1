import { GitError, runGit } from '../../process/gitProcess';

/** What a ref must be when it must not exist yet. @internal */
export const NO_COMMIT = '0'.repeat(40);

/** @internal */
export interface Ref {
  name: string;
  sha: string;
  type: string;
}

/** All refs below a full prefix such as `refs/heads/`. @internal */
export async function listRefs(gitDir: string, prefix: string): Promise<Ref[]> {
  const { stdout } = await runGit(
    [
      'for-each-ref',
      '--format=%(refname) %(objectname) %(objecttype)',
      '--',
      prefix,
    ],
    // for-each-ref matches whole folders or globs, never a shell pattern of ours.
    { gitDir },
  );
  return stdout
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [name, sha, type] = line.split(' ');
      return { name, sha, type };
    });
}

/** The commit of a full ref, or undefined. @internal */
export async function readRef(
  gitDir: string,
  ref: string,
): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    { gitDir, accept: [1, 128] },
  );
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined;
}

/**
 * Moves a ref only if it still is what the caller read: `NO_COMMIT` as the old
 * value creates it, as the new value deletes it.
 *
 * @returns whether the ref moved; false when somebody else was first
 * @internal
 */
export async function swapRef(
  gitDir: string,
  ref: string,
  to: string,
  from: string,
): Promise<boolean> {
  const args =
    to === NO_COMMIT
      ? ['update-ref', '--no-deref', '-d', ref, from]
      : ['update-ref', '--no-deref', ref, to, from];
  try {
    await runGit(args, { gitDir });
    return true;
  } catch (error) {
    if (isLostRace(error)) return false;
    throw error;
  }
}

function isLostRace(error: unknown): boolean {
  return (
    error instanceof GitError &&
    /is at [0-9a-f]+ but expected|reference already exists|unable to resolve reference|Unable to create '.*\.lock'/.test(
      error.stderr,
    )
  );
}
