import { giteaOwners } from './giteaOwners';
import { githubOwners } from './githubOwners';
import { gitlabOwners } from './gitlabOwners';
import type { CodeOwner } from './OwnerRule';
import { StepBudget, StepsSpentError } from './StepBudget';

/** How a forge reads the file, and where it looks for it, in this order. */
interface OwnersDialect {
  paths: readonly string[];
  read(
    text: string,
    budget: StepBudget,
  ): (path: string) => Array<{ name: string; optional?: boolean }>;
}

const BITBUCKET = { paths: ['.bitbucket/CODEOWNERS'], read: githubOwners };

const DIALECTS: Readonly<Record<string, OwnersDialect>> = {
  github: {
    paths: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'],
    read: githubOwners,
  },
  gitlab: {
    paths: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
    read: gitlabOwners,
  },
  gitea: {
    paths: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitea/CODEOWNERS'],
    read: giteaOwners,
  },
  bitbucketCloud: BITBUCKET,
  bitbucketServer: BITBUCKET,
};

/** Beyond these it is no file for people. */
const MAX_TEXT = 3 * 1024 * 1024;
const MAX_OWNERS = 50;

/**
 * Steps of all patterns of the file over all paths, some tenths of a second. A line
 * that is not about a path takes some ten.
 */
const MAX_STEPS = 3_000_000;

/**
 * Where a forge (`Forge.type`) looks for the owners of files; the first that
 * is there counts. Empty for one that knows no such file.
 *
 * @public
 */
export function codeOwnersPaths(forge: string): readonly string[] {
  return Object.hasOwn(DIALECTS, forge) ? DIALECTS[forge].paths : [];
}

/**
 * Whom a CODEOWNERS file names for files that a change touches, by the rules of
 * its forge. Pure; lines that the forge would not understand are left out. A
 * file of more than 3 MB, or one whose patterns take too many steps, is not
 * read: it names nobody here, as the last lines of it might say otherwise.
 *
 * @public
 */
export function codeOwners(
  forge: string,
  text: string,
  paths: readonly string[],
): CodeOwner[] {
  if (!Object.hasOwn(DIALECTS, forge) || text.length > MAX_TEXT) return [];
  try {
    return ownersWithin(new StepBudget(MAX_STEPS), forge, text, paths);
  } catch (error) {
    if (error instanceof StepsSpentError) return [];
    throw error;
  }
}

function ownersWithin(
  budget: StepBudget,
  forge: string,
  text: string,
  paths: readonly string[],
): CodeOwner[] {
  const ownersOf = DIALECTS[forge].read(text, budget);
  const found = new Map<string, CodeOwner>();
  for (const path of paths) {
    for (const { name, optional } of ownersOf(path)) {
      const known = found.get(name);
      if (!known && found.size >= MAX_OWNERS) continue;
      const owner = known ?? { name, paths: [], optional: true };
      if (!owner.paths.includes(path)) owner.paths.push(path);
      owner.optional &&= optional === true;
      found.set(name, owner);
    }
  }
  return [...found.values()].map(({ name, paths: own, optional }) => ({
    ...{ name, paths: own },
    ...(optional ? { optional } : {}),
  }));
}
