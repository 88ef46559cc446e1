import type { Forge, RepositoryFile } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import { codeOwners, codeOwnersPaths } from '../owners/codeOwners';
import type { CodeOwner } from '../owners/OwnerRule';
import type { ProposedFile } from './proposeTypes';

/** Forges that give many files in one call; elsewhere each would be a call. */
const TOGETHER = new Set([
  ...['github', 'gitlab', 'gitea', 'bitbucketCloud', 'bitbucketServer'],
]);

type Files = ReadonlyMap<string, RepositoryFile>;

function pathsOf({ type }: Forge): readonly string[] {
  return TOGETHER.has(type) ? codeOwnersPaths(type) : [];
}

/**
 * Reads files together with the CODEOWNERS file of the repository. One of those
 * that cannot be read is no reason to stop.
 *
 * @internal
 */
export async function readWithOwners(
  forge: Forge,
  ref: string,
  paths: readonly string[],
): Promise<Files | undefined> {
  const owners = pathsOf(forge);
  try {
    return await forge.readFiles(ref, [...paths, ...owners]);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const isOwners = owners.some(path => said.startsWith(`${path} `));
    if (forgeFault(error) !== 'invalid' || !isOwners) throw error;
    return forge.readFiles(ref, paths);
  }
}

/** The text of the CODEOWNERS file that counts, among files that were read. @internal */
export function ownersText(forge: Forge, files: Files): string | undefined {
  const path = pathsOf(forge).find(candidate => files.has(candidate));
  return path === undefined ? undefined : files.get(path)?.content;
}

/** Whom the repository wants to look at the files that a change touches. @internal */
export function changeOwners(
  forge: Forge,
  text: string | undefined,
  files: readonly ProposedFile[],
): CodeOwner[] {
  if (text === undefined) return [];
  const touched = files.filter(({ change }) => change !== 'unchanged');
  return codeOwners(
    forge.type,
    text,
    touched.map(({ path }) => path),
  );
}

/**
 * The owners with those whom the repository wants to look at all of it. What the
 * forge does not tell is no reason to stop a preview.
 *
 * @internal
 */
export async function withDefaultReviewers(
  forge: Forge,
  branches: { head: string; base: string },
  owners: readonly CodeOwner[],
  files: readonly ProposedFile[],
): Promise<CodeOwner[]> {
  const touched = files.filter(({ change }) => change !== 'unchanged');
  if (touched.length === 0) return [...owners];
  const names =
    (await forge.getDefaultReviewers?.(branches).catch(() => [])) ?? [];
  const known = new Set(owners.map(({ name }) => name));
  const paths = touched.map(({ path }) => path);
  return [
    ...owners,
    ...names.filter(name => !known.has(name)).map(name => ({ name, paths })),
  ];
}

/** Adds to a refusal who could allow it. @internal */
export function nameOwners(
  error: unknown,
  owners: readonly CodeOwner[],
): unknown {
  if (!(error instanceof Error) || forgeFault(error) !== 'forbidden') {
    return error;
  }
  if (owners.length === 0) return error;
  const names = owners.slice(0, 10).map(({ name }) => name.slice(0, 100));
  // The error keeps its class and fault.
  error.message += ` Owners of these files by CODEOWNERS: ${names.join(', ')}.`;
  return error;
}
