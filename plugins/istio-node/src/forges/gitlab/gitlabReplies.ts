import { z } from 'zod';
import type { PullRequest, RepositoryFile } from '../Forge';
import { forgeError } from '../forgeFault';
import { gitBlobId } from '../gitBlobId';

const user = z.object({ username: z.string() });

const mergeRequest = z.object({
  iid: z.number(),
  web_url: z.string(),
  state: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  source_branch: z.string(),
  target_branch: z.string(),
  source_project_id: z.number().nullish(),
  target_project_id: z.number().nullish(),
  sha: z.string().nullish(),
  labels: z.array(z.string()).nullish(),
  reviewers: z.array(user).nullish(),
  has_conflicts: z.boolean().nullish(),
  merge_status: z.string().nullish(),
  detailed_merge_status: z.string().nullish(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  diff_refs: z
    .object({
      base_sha: z.string().nullish(),
      start_sha: z.string().nullish(),
    })
    .nullish(),
});

/** A merge request as REST gives it. @internal */
export type GitlabMergeRequest = z.infer<typeof mergeRequest>;

/** @internal */
export const oneMergeRequest = mergeRequest;

/** @internal */
export const mergeRequests = z.array(mergeRequest);

/** @internal */
export const branchAnswer = z.object({ commit: z.object({ id: z.string() }) });

/** @internal */
export const commitAnswer = z.object({
  id: z.string(),
  parent_ids: z.array(z.string()).nullish(),
});

/** @internal */
export const approvalsAnswer = z.object({
  approved_by: z.array(z.object({ user: user.nullish() })).nullish(),
});

/** @internal */
export const projectAnswer = z.object({ path_with_namespace: z.string() });

const tree = z
  .object({ lastCommit: z.object({ sha: z.string() }).nullish() })
  .nullish();

const blob = z.object({
  path: z.string(),
  oid: z.string(),
  mode: z.string().nullish(),
  lfsOid: z.string().nullish(),
  rawTextBlob: z.string().nullish(),
});

/** Answer of `READ_FILES`. @internal */
export const filesAnswer = z.object({
  project: z
    .object({
      repository: z
        .object({
          before: tree,
          after: tree,
          blobs: z.object({ nodes: z.array(blob.nullable()) }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/** Answer of `ADD_REVIEWERS`. @internal */
export const reviewersAnswer = z.object({
  mergeRequestSetReviewers: z
    .object({
      mergeRequest: z
        .object({ reviewers: z.object({ nodes: z.array(user) }).nullish() })
        .nullish(),
      errors: z.array(z.string()),
    })
    .nullish(),
});

/** Modes of plain files; a symbolic link has 120000. */
const PLAIN = new Set(['100644', '100755']);

/**
 * The file behind a blob. Its id tells whether the text is all of it, as git
 * has it: GitLab cuts long ones and converts other encodings.
 *
 * @internal
 */
export function toFile(raw: z.infer<typeof blob>): RepositoryFile {
  const { path, oid, mode, lfsOid, rawTextBlob: content } = raw;
  const plain =
    PLAIN.has(mode ?? '100644') &&
    !lfsOid &&
    typeof content === 'string' &&
    gitBlobId(content, oid) === oid;
  if (!plain) {
    throw forgeError(
      'invalid',
      `${path} is not a plain file of readable size: move it out of the way.`,
    );
  }
  return { path, content, sha: oid };
}

const STATES: Readonly<Record<string, PullRequest['state']>> = {
  opened: 'open',
  // While it is being merged.
  locked: 'open',
  merged: 'merged',
};

/** Undefined while GitLab is still looking into it. */
function mergeableOf(raw: GitlabMergeRequest): boolean | undefined {
  if (raw.merge_status === 'can_be_merged') return true;
  return raw.merge_status === 'cannot_be_merged' ? false : undefined;
}

/** @internal */
export function toPullRequest(raw: GitlabMergeRequest): PullRequest {
  return {
    number: raw.iid,
    url: raw.web_url,
    state: STATES[raw.state] ?? 'closed',
    title: raw.title,
    body: raw.description ?? '',
    head: { branch: raw.source_branch, sha: raw.sha ?? '' },
    base: { branch: raw.target_branch, sha: raw.diff_refs?.start_sha ?? '' },
    labels: raw.labels ?? [],
    reviewers: {
      users: (raw.reviewers ?? []).map(({ username }) => username),
      teams: [],
    },
    mergeBase: raw.diff_refs?.base_sha ?? undefined,
    mergeable: mergeableOf(raw),
    mergedAt: raw.merged_at ?? undefined,
    mergeCommit: raw.merge_commit_sha ?? raw.squash_commit_sha ?? undefined,
  };
}
