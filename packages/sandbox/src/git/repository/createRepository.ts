import { appendFile, mkdir, rename, rm } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { runGit } from '../../process/gitProcess';
import { isRefName } from './isRefName';

// What a pushed pack may and may not do: no hooks run, hostile trees are refused
// on arrival, and the refs of pull requests belong to the forge.
const SETTINGS = `
[core]
	hooksPath = ${JSON.stringify(devNull)}
	protectHFS = true
	protectNTFS = true
[http]
	receivepack = true
[receive]
	fsckObjects = true
	autogc = false
	denyDeleteCurrent = refuse
	hideRefs = refs/pull
[uploadpack]
	allowFilter = true
[gc]
	auto = 0
`;

/**
 * Makes a bare repository, whole or not at all.
 *
 * @internal
 */
export async function createRepository(
  gitDir: string,
  options: { defaultBranch: string; protectedBranches: string[] },
): Promise<void> {
  const branches = [options.defaultBranch, ...options.protectedBranches];
  for (const name of branches) {
    if (!isRefName(name)) throw new Error(`${name} cannot be a branch`);
  }
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
  const hidden = options.protectedBranches
    .map(name => `\thideRefs = ${JSON.stringify(`refs/heads/${name}`)}\n`)
    .join('');
  await appendFile(
    path.join(draft, 'config'),
    hidden ? `${SETTINGS}[receive]\n${hidden}` : SETTINGS,
  );
  await rename(draft, gitDir);
}
