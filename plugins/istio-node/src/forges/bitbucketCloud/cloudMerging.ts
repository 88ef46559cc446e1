import { z } from 'zod';
import { forgeError } from '../forgeFault';
import type { BitbucketCloudApi } from './BitbucketCloudApi';
import {
  cloudBranch,
  cloudCommit,
  pageOf,
  readCloud,
} from './bitbucketCloudReplies';

/** Heads of the two branches of a pull request. @internal */
export interface Heads {
  head: string;
  base: string;
}

/** Whether git can merge two branches. @internal */
export interface Mergeability {
  mergeable: boolean;
  /** Whether it is git's own word. */
  told: boolean;
  /** Where head left base; absent when it does not matter. */
  mergeBase?: string;
}

/** A text in a query of Bitbucket. @internal */
export function queryText(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

const conflicts = pageOf(z.object({ path: z.string().nullish() }));

/** The most that a page has. */
export const PAGE = 100;

/**
 * Heads in full, as pull requests have them cut, of all branches with a name in
 * theirs and of one more.
 *
 * @internal
 */
export async function headsLike(
  api: BitbucketCloudApi,
  like: string,
  one: string,
): Promise<Map<string, string>> {
  const q = `name=${queryText(one)} OR name~${queryText(like)}`;
  const query = new URLSearchParams({ q, pagelen: `${PAGE}` });
  const reply = await api.send('GET', `/refs/branches?${query}`);
  api.assertOk(reply, `read branch ${like}`);
  const { values } = readCloud(pageOf(cloudBranch), reply);
  return new Map(values.map(({ name, target }) => [name, target.hash]));
}

/** Heads in full, of the branches that exist. @internal */
export async function readHeads(
  api: BitbucketCloudApi,
  branches: Heads,
): Promise<Partial<Heads>> {
  const found = await headsLike(api, branches.head, branches.base);
  return { head: found.get(branches.head), base: found.get(branches.base) };
}

/** @internal */
export function areBoth(heads: Partial<Heads>): heads is Heads {
  return heads.head !== undefined && heads.base !== undefined;
}

/** @internal */
export async function mergeBaseOf(
  api: BitbucketCloudApi,
  { head, base }: Heads,
): Promise<string | undefined> {
  const reply = await api.send('GET', `/merge-base/${base}..${head}`);
  if (reply.status === 404) return undefined;
  api.assertOk(reply, `compare ${head} with ${base}`);
  return readCloud(cloudCommit, reply).hash;
}

/**
 * Whether git can merge. `/file-conflicts` is not open to every kind of token;
 * where it is not, a branch that base has moved away from counts as one that
 * may conflict: the change engine then compares the files itself.
 *
 * @internal
 */
export async function mergeableOf(
  api: BitbucketCloudApi,
  heads: Heads,
): Promise<Mergeability> {
  const spec = `${heads.head}..${heads.base}`;
  const reply = await api.send('GET', `/file-conflicts/${spec}?pagelen=1`);
  const told = reply.status !== 403 && reply.status !== 404;
  if (told) {
    api.assertOk(reply, `look for conflicts of ${heads.head}`);
    const { values } = readCloud(conflicts, reply);
    if (values.length === 0) return { mergeable: true, told };
  }
  const mergeBase = await mergeBaseOf(api, heads);
  return { mergeable: !told && mergeBase === heads.base, told, mergeBase };
}

/** The error of a merge that git cannot make. @internal */
export function conflictOf(api: BitbucketCloudApi, number: number): Error {
  return forgeError(
    'merge-conflict',
    `Pull request #${number} of ${api.repository} conflicts with its base.`,
  );
}
