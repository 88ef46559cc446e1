import { z } from 'zod';
import type { FileChange, PullRequest, RepositoryFile } from '../Forge';
import type { ForgeReply } from '../forgeClient';
import { type ForgeFault, forgeError } from '../forgeFault';
import { notPlain, rawFile } from '../rawFile';

const branchInfo = z.object({
  ref: z.string(),
  sha: z.string().nullish(),
  repo_id: z.number().nullish(),
});

const pullRequest = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  merged: z.boolean().nullish(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  merge_base: z.string().nullish(),
  mergeable: z.boolean().nullish(),
  head: branchInfo,
  base: branchInfo,
  labels: z.array(z.object({ name: z.string() })).nullish(),
  requested_reviewers: z.array(z.object({ login: z.string() })).nullish(),
  requested_reviewers_teams: z.array(z.object({ name: z.string() })).nullish(),
});

const reviews = z.array(
  z.object({
    user: z.object({ login: z.string() }).nullish(),
    team: z.object({ name: z.string() }).nullish(),
  }),
);

const content = z.object({
  path: z.string(),
  sha: z.string(),
  type: z.string(),
  encoding: z.string().nullish(),
  content: z.string().nullish(),
});

const committed = z.object({
  commit: z.object({
    sha: z.string(),
    parents: z.array(z.object({ sha: z.string() }).nullable()).nullish(),
  }),
});

const branch = z.object({ commit: z.object({ id: z.string() }) });

const gitRef = z.object({
  ref: z.string(),
  object: z.object({ sha: z.string() }),
});

/** Reads an answer; one of another shape is no answer. */
function read<T>(schema: z.ZodType<T>, reply: ForgeReply): T {
  const result = schema.safeParse(reply.body);
  if (result.success) return result.data;
  throw forgeError(
    'unavailable',
    `Gitea answered ${reply.status} with something that is not of its API: check its base URL.`,
  );
}

/** @internal */
export function toBranchHead(reply: ForgeReply): string {
  return read(branch, reply).commit.id;
}

/** @internal */
export function toCommit(reply: ForgeReply): { sha: string; parent?: string } {
  const { commit } = read(committed, reply);
  return { sha: commit.sha, parent: commit.parents?.[0]?.sha };
}

/** The commit of a ref of git; it answers with all whose names begin so. @internal */
export function toRefHead(reply: ForgeReply, name: string): string | undefined {
  const refs = read(z.union([gitRef, z.array(gitRef)]), reply);
  return [refs].flat().find(({ ref }) => ref === `refs/heads/${name}`)?.object
    .sha;
}

function asFile(item: z.infer<typeof content>): RepositoryFile {
  const { path, sha, type, encoding } = item;
  if (type !== 'file' || encoding !== 'base64') throw notPlain(path);
  return { ...rawFile(path, Buffer.from(item.content ?? '', 'base64')), sha };
}

/** The files of one page, in the order asked; null for one that is absent. @internal */
export function toFiles(reply: ForgeReply): Array<RepositoryFile | null> {
  return read(z.array(content.nullable()), reply).map(item =>
    item ? asFile(item) : null,
  );
}

/** A file that was asked for by itself. @internal */
export function toFile(reply: ForgeReply): RepositoryFile {
  return asFile(read(content, reply));
}

/** @internal */
export function toPullRequest(reply: ForgeReply): PullRequest {
  return asPullRequest(read(pullRequest, reply));
}

/** Those of one page that come from the repository itself, and how many it had. @internal */
export function toPullRequests(reply: ForgeReply): {
  pulls: PullRequest[];
  count: number;
} {
  const raw = read(z.array(pullRequest), reply);
  const own = raw.filter(({ head, base }) => head.repo_id === base.repo_id);
  return { pulls: own.map(asPullRequest), count: raw.length };
}

function asPullRequest(raw: z.infer<typeof pullRequest>): PullRequest {
  const closed = raw.merged ? 'merged' : 'closed';
  return {
    number: raw.number,
    url: raw.html_url,
    state: raw.state === 'open' ? 'open' : closed,
    title: raw.title,
    body: raw.body ?? '',
    head: { branch: raw.head.ref, sha: raw.head.sha ?? '' },
    base: { branch: raw.base.ref, sha: raw.base.sha ?? '' },
    labels: (raw.labels ?? []).map(({ name }) => name),
    reviewers: {
      users: (raw.requested_reviewers ?? []).map(({ login }) => login),
      teams: (raw.requested_reviewers_teams ?? []).map(({ name }) => name),
    },
    mergeBase: raw.merge_base ?? undefined,
    mergeable: raw.mergeable ?? undefined,
    mergedAt: raw.merged_at ?? undefined,
    mergeCommit: raw.merge_commit_sha ?? undefined,
  };
}

/** Everyone in the list of reviews, requests included. @internal */
export function toReviewers(reply: ForgeReply): {
  users: string[];
  teams: string[];
} {
  const items = read(reviews, reply);
  return {
    users: items.flatMap(({ user }) => (user ? [user.login] : [])),
    teams: items.flatMap(({ team }) => (team ? [team.name] : [])),
  };
}

/** One entry of ChangeFilesOptions. @internal */
export function fileOperation({
  path,
  content: text,
  previousSha,
}: FileChange) {
  if (text === undefined) {
    return { operation: 'delete', path, sha: previousSha };
  }
  return {
    operation: previousSha === undefined ? 'create' : 'update',
    path,
    content: Buffer.from(text, 'utf8').toString('base64'),
    ...(previousSha === undefined ? {} : { sha: previousSha }),
  };
}

/**
 * Why a commit was not taken, by the words of services/repository/files and
 * models/git of Gitea 1.26. Forgejo answers 409 for a file that is another
 * (routers/api/v1/repo/file.go, `handleCreateOrUpdateFileError`).
 *
 * @internal
 */
export function commitFault(reply: ForgeReply): ForgeFault | undefined {
  if (reply.status < 300) return undefined;
  // Two pushes at once: git lets one win, and Gitea calls that forbidden.
  const race = /cannot lock ref|already exists/i.test(reply.message);
  if (reply.status === 403 && !race) return undefined;
  if (![403, 404, 409, 422].includes(reply.status)) return undefined;
  if (reply.status === 404 || reply.status === 409) return 'stale';
  if (/(branch|reference) already exists/i.test(reply.message)) {
    return 'branch-exists';
  }
  if (/cannot lock ref|non-fast-forward/i.test(reply.message)) return 'stale';
  if (/sha does not match|already exists|commit id/i.test(reply.message)) {
    return 'stale';
  }
  return 'invalid';
}

/**
 * Whether a push came too late, which Gitea 1.26 answers with 500: another one,
 * possibly our own whose answer was lost, made or moved the branch meanwhile.
 *
 * @internal
 */
export function isLatePush(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /PushOutOfDate|non-fast-forward/.test(error.message)
  );
}

/**
 * Whether a 500 says nothing: only administrators are told what an error of
 * Gitea is about (services/context, `apiErrorInternal`).
 *
 * @internal
 */
export function isWordless(error: unknown): error is Error {
  return error instanceof Error && / answered 500: /.test(error.message);
}
