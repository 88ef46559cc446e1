import { mkdir, rename, rm } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { runGit } from '../../process/gitProcess';

// What a pushed pack may and may not do: no hooks run, hostile trees are refused
// on arrival, and the refs of pull requests belong to the forge.
const SETTINGS: Array<[string, string]> = [
  ['core.hooksPath', devNull],
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  ['http.receivepack', 'true'],
  ['receive.fsckObjects', 'true'],
  ['receive.autogc', 'false'],
  ['receive.hideRefs', 'refs/pull'],
  ['receive.denyDeleteCurrent', 'refuse'],
  ['uploadpack.allowFilter', 'true'],
  ['gc.auto', '0'],
];

/**
 * Makes a bare repository, whole or not at all.
 *
 * @internal
 */
export async function createRepository(
  gitDir: string,
  options: { defaultBranch: string; protectedBranches?: string[] },
): Promise<void> {
  const draft = `${gitDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(path.dirname(gitDir), { recursive: true });
  await runGit([
    'init',
    '--bare',
    '--quiet',
    '--template=',
    `--initial-branch=${options.defaultBranch}`,
    '--',
    draft,
  ]);
  const hidden = (options.protectedBranches ?? []).map<[string, string]>(
    branch => ['receive.hideRefs', `refs/heads/${branch}`],
  );
  for (const [key, value] of [...SETTINGS, ...hidden]) {
    await runGit(['config', '--add', key, value], { gitDir: draft });
  }
  await rename(draft, gitDir);
}
