import { z } from 'zod';
import type { PullRequest, RepositoryFile } from '../Forge';
import { gitBlobId } from '../gitBlobId';
import { notPlain } from '../rawFile';

const reviewer = z.looseObject({
  login: z.string().optional(),
  slug: z.string().optional(),
});

const pullRequest = z.object({
  number: z.number(),
  url: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  title: z.string(),
  body: z.string(),
  mergeable: z.string(),
  mergedAt: z.string().nullish(),
  isCrossRepository: z.boolean(),
  headRefName: z.string(),
  headRefOid: z.string(),
  baseRefName: z.string(),
  baseRefOid: z.string(),
  mergeCommit: z.object({ oid: z.string() }).nullish(),
  labels: z
    .object({ nodes: z.array(z.object({ name: z.string() })) })
    .nullish(),
  reviewRequests: z
    .object({
      nodes: z.array(z.object({ requestedReviewer: reviewer.nullish() })),
    })
    .nullish(),
  latestReviews: z
    .object({ nodes: z.array(z.object({ author: reviewer.nullish() })) })
    .nullish(),
});

/** A pull request as GraphQL gives it. @internal */
export type GithubPullRequest = z.infer<typeof pullRequest>;

/** Answer of `FIND_PULL_REQUESTS`. @internal */
export const foundPullRequests = z.object({
  repository: z.object({
    id: z.string(),
    pullRequests: z.object({ nodes: z.array(pullRequest) }),
  }),
});

/** Answer of `GET_PULL_REQUEST`. @internal */
export const onePullRequest = z.object({
  repository: z.object({
    id: z.string(),
    pullRequest: pullRequest.nullish(),
  }),
});

/** Answer of `GET_HEAD`. @internal */
export const headAnswer = z.object({
  repository: z.object({
    id: z.string(),
    object: z.object({ oid: z.string() }).nullish(),
  }),
});

const treeEntry = z.object({
  mode: z.number(),
  type: z.string(),
  oid: z.string(),
  object: z
    .object({
      text: z.string().nullish(),
      isBinary: z.boolean().nullish(),
      isTruncated: z.boolean().nullish(),
    })
    .nullish(),
});

/** Answer of a query of `readFilesQuery`. @internal */
export const filesAnswer = z.object({
  repository: z.object({
    id: z.string(),
    object: z
      .object({ oid: z.string() })
      .catchall(treeEntry.nullable())
      .nullish(),
  }),
});

/** Answer of a mutation that commits. @internal */
export const commitAnswer = z.object({
  createCommitOnBranch: z.object({
    commit: z.object({
      oid: z.string(),
      parents: z.object({ nodes: z.array(z.object({ oid: z.string() })) }),
    }),
  }),
});

/** Modes of plain files; a symbolic link has 0o120000. */
const PLAIN = new Set([0o100644, 0o100755]);

/**
 * The file behind a tree entry; refuses what is not a plain text file. Its id
 * tells whether the text is what git has: GitHub makes valid UTF-8 of others.
 *
 * @internal
 */
export function toFile(
  path: string,
  entry: z.infer<typeof treeEntry>,
): RepositoryFile {
  const { mode, type, oid, object } = entry;
  const text = object?.text;
  const plain =
    type === 'blob' &&
    PLAIN.has(mode) &&
    typeof text === 'string' &&
    !object?.isBinary &&
    !object?.isTruncated &&
    gitBlobId(text, oid) === oid;
  if (!plain) throw notPlain(path);
  return { path, content: text, sha: oid };
}

const STATES = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;

/** Undefined while GitHub is still looking into it. */
function mergeableOf(value: string): boolean | undefined {
  if (value === 'MERGEABLE') return true;
  return value === 'CONFLICTING' ? false : undefined;
}

/** @internal */
export function toPullRequest(
  raw: GithubPullRequest,
  mergeBase?: string,
): PullRequest {
  const asked = (raw.reviewRequests?.nodes ?? []).flatMap(
    ({ requestedReviewer }) => (requestedReviewer ? [requestedReviewer] : []),
  );
  return {
    number: raw.number,
    url: raw.url,
    state: STATES[raw.state],
    title: raw.title,
    body: raw.body,
    head: { branch: raw.headRefName, sha: raw.headRefOid },
    base: { branch: raw.baseRefName, sha: raw.baseRefOid },
    labels: (raw.labels?.nodes ?? []).map(({ name }) => name),
    reviewers: {
      users: asked.flatMap(({ login }) => login ?? []),
      teams: asked.flatMap(({ slug }) => slug ?? []),
    },
    mergeBase,
    mergeable: mergeableOf(raw.mergeable),
    mergedAt: raw.mergedAt ?? undefined,
    mergeCommit: raw.mergeCommit?.oid,
  };
}

const branchInfo = z.object({ ref: z.string(), sha: z.string() });

/** A pull request as REST gives it after it was opened or edited. @internal */
export const restPullRequest = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  merged: z.boolean().nullish(),
  title: z.string(),
  body: z.string().nullish(),
  mergeable: z.boolean().nullish(),
  head: branchInfo,
  base: branchInfo,
  labels: z.array(z.object({ name: z.string() })).nullish(),
  requested_reviewers: z.array(z.object({ login: z.string() })).nullish(),
  requested_teams: z.array(z.object({ slug: z.string() })).nullish(),
});

/** Answer of the comparison of two branches. @internal */
export const comparison = z.object({
  merge_base_commit: z.object({ sha: z.string() }),
});

/** @internal */
export function toRestPullRequest(
  raw: z.infer<typeof restPullRequest>,
): PullRequest {
  const closed = raw.merged ? 'merged' : 'closed';
  return {
    number: raw.number,
    url: raw.html_url,
    state: raw.state === 'open' ? 'open' : closed,
    title: raw.title,
    body: raw.body ?? '',
    head: { branch: raw.head.ref, sha: raw.head.sha },
    base: { branch: raw.base.ref, sha: raw.base.sha },
    labels: (raw.labels ?? []).map(({ name }) => name),
    reviewers: {
      users: (raw.requested_reviewers ?? []).map(({ login }) => login),
      teams: (raw.requested_teams ?? []).map(({ slug }) => slug),
    },
    mergeable: raw.mergeable ?? undefined,
  };
}
