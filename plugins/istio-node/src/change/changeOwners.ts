import type { Forge, RepositoryFile } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import { codeOwners, codeOwnersPaths } from '../owners/codeOwners';
import type { CodeOwner } from '../owners/OwnerRule';
import { filesACall } from './filesACall';
import type { ProposedFile } from './proposeTypes';

/** Forges that give many files in one call; elsewhere each would be a call. */
const TOGETHER = new Set([
  ...['github', 'gitlab', 'gitea', 'bitbucketCloud', 'bitbucketServer'],
]);

type Files = ReadonlyMap<string, RepositoryFile>;

function pathsOf({ type }: Forge): readonly string[] {
  return TOGETHER.has(type) ? codeOwnersPaths(type) : [];
}

/** What was asked for, and what there is of it. @internal */
export interface AskedFiles {
  files: Files;
  asked: readonly string[];
}

/** Groups of files as far as a call has room for them beside others. */
function fitting(
  { type }: Forge,
  paths: readonly string[],
  groups: ReadonlyArray<readonly string[]>,
): string[] {
  const room = (filesACall(type) ?? 0) - paths.length;
  const taken = new Set<string>();
  for (const group of groups) {
    const more = group.filter(path => !paths.includes(path));
    const size = new Set([...taken, ...more]).size;
    if (size <= room) for (const path of more) taken.add(path);
  }
  return [...taken];
}

/**
 * Reads files together with the CODEOWNERS file of the repository, and with
 * groups of others where they fit into the same call. One of those that cannot
 * be read is no reason to stop.
 *
 * @internal
 */
export async function readWithOwners(
  forge: Forge,
  ref: string,
  paths: readonly string[],
  groups: ReadonlyArray<readonly string[]> = [],
): Promise<AskedFiles | undefined> {
  const owners = pathsOf(forge);
  const beside = fitting(forge, [...new Set([...paths, ...owners])], groups);
  const read = async (asked: readonly string[]) => {
    const files = await forge.readFiles(ref, asked);
    return files && { files, asked };
  };
  try {
    return await read([...paths, ...owners, ...beside]);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const isOne = (all: readonly string[]) =>
      all.some(path => said.startsWith(`${path} `) && !paths.includes(path));
    if (forgeFault(error) !== 'invalid') throw error;
    if (isOne(beside)) return readWithOwners(forge, ref, paths);
    if (isOne(owners)) return read(paths);
    throw error;
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
