import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { runGit } from '../../process/gitProcess';

// 2.38 brought `merge-tree --write-tree`, which merges without a work tree.
const OLDEST = [2, 38];

/** @internal */
export interface InstalledGit {
  version: string;
  /** The CGI program that speaks git's smart HTTP protocol. */
  httpBackend: string;
}

/**
 * Finds the git of this machine, or says in one sentence what is missing.
 *
 * @internal
 */
export async function findGit(): Promise<InstalledGit> {
  const text = (await runGit(['--version'])).stdout.toString('utf8');
  const version = /(\d+)\.(\d+)[\d.]*/.exec(text);
  if (!version) throw new Error(`git answered an unknown version: ${text}`);
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(
      `git ${version[0]} is too old: install git 2.38 or newer for the sandbox's forge`,
    );
  }
  const folder = (await runGit(['--exec-path'])).stdout.toString('utf8').trim();
  const program = process.platform === 'win32' ? '.exe' : '';
  const httpBackend = path.join(folder, `git-http-backend${program}`);
  try {
    await access(httpBackend, constants.X_OK);
  } catch {
    throw new Error(
      `git has no http-backend at ${httpBackend}: install the full git package`,
    );
  }
  return { version: version[0], httpBackend };
}
