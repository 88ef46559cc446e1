import { z } from 'zod';
import type { PullRequest } from '../Forge';

const commitRef = z.object({ commitId: z.string() });

const reviewer = z.object({
  id: z.string(),
  vote: z.number().nullish(),
  displayName: z.string().nullish(),
  uniqueName: z.string().nullish(),
  isContainer: z.boolean().nullish(),
});

const pullRequest = z.object({
  pullRequestId: z.number(),
  status: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  sourceRefName: z.string(),
  targetRefName: z.string(),
  mergeStatus: z.string().nullish(),
  closedDate: z.string().nullish(),
  lastMergeSourceCommit: commitRef.nullish(),
  lastMergeTargetCommit: commitRef.nullish(),
  lastMergeCommit: commitRef.nullish(),
  labels: z
    .array(z.object({ name: z.string(), active: z.boolean().nullish() }))
    .nullish(),
  reviewers: z.array(reviewer).nullish(),
  /** Set when the source branch is in a fork. */
  forkSource: z.unknown().optional(),
});

/** A pull request as Azure DevOps gives it. @internal */
export type AzurePullRequest = z.infer<typeof pullRequest>;

/** @internal */
export const onePullRequest = pullRequest;

/** @internal */
export const pullRequests = z.object({ value: z.array(pullRequest) });

/** @internal */
export const refsAnswer = z.object({
  value: z.array(z.object({ name: z.string(), objectId: z.string() })),
});

const item = z.object({
  path: z.string(),
  objectId: z.string(),
  commitId: z.string(),
  gitObjectType: z.string(),
  isSymLink: z.boolean().nullish(),
});

/** One file or folder at a commit. @internal */
export type AzureItem = z.infer<typeof item>;

/** A list for each descriptor; an empty one for what is not there. @internal */
export const itemsAnswer = z.object({ value: z.array(z.array(item)) });

/** @internal */
export const pushAnswer = z.object({
  commits: z.array(commitRef).min(1),
});

/** @internal */
export const commitRefs = z.object({ value: z.array(commitRef) });

/** A merge that Azure DevOps makes in the background. @internal */
export const mergeAnswer = z.object({
  mergeOperationId: z.number(),
  status: z.string(),
  detailedStatus: z
    .object({
      mergeCommitId: z.string().nullish(),
      failureMessage: z.string().nullish(),
    })
    .nullish(),
});

/** @internal */
export const refUpdates = z.object({
  value: z.array(
    z.object({ success: z.boolean(), updateStatus: z.string().nullish() }),
  ),
});

const property = z.object({ $value: z.string().nullish() }).nullish();

/** @internal */
export const identitiesAnswer = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      providerDisplayName: z.string().nullish(),
      properties: z.object({ Account: property, Mail: property }).nullish(),
    }),
  ),
});

const STATES: Readonly<Record<string, PullRequest['state']>> = {
  active: 'open',
  completed: 'merged',
};

/** Undefined while Azure DevOps is still trying the merge. */
function mergeableOf(status: string | null | undefined): boolean | undefined {
  if (status === 'succeeded') return true;
  return status === 'conflicts' ? false : undefined;
}

const branchOf = (ref: string) => ref.replace(/^refs\/heads\//, '');

type Reviewers = AzurePullRequest['reviewers'];

/** People by their account, teams by their name. @internal */
export function toReviewers(reviewers: Reviewers): PullRequest['reviewers'] {
  const all = reviewers ?? [];
  return {
    users: all.flatMap(({ isContainer, uniqueName, id }) =>
      isContainer ? [] : [uniqueName ?? id],
    ),
    teams: all.flatMap(({ isContainer, displayName, id }) =>
      isContainer ? [displayName ?? id] : [],
    ),
  };
}

/** @internal */
export function toPullRequest(
  raw: AzurePullRequest,
  webUrl: string,
  mergeBase?: string,
): PullRequest {
  const merged = raw.status === 'completed';
  return {
    number: raw.pullRequestId,
    url: `${webUrl}/pullrequest/${raw.pullRequestId}`,
    state: STATES[raw.status] ?? 'closed',
    title: raw.title,
    body: raw.description ?? '',
    head: {
      branch: branchOf(raw.sourceRefName),
      sha: raw.lastMergeSourceCommit?.commitId ?? '',
    },
    base: {
      branch: branchOf(raw.targetRefName),
      sha: raw.lastMergeTargetCommit?.commitId ?? '',
    },
    labels: (raw.labels ?? []).flatMap(({ name, active }) =>
      active === false ? [] : [name],
    ),
    reviewers: toReviewers(raw.reviewers?.filter(({ vote }) => !vote)),
    mergeBase,
    mergeable: mergeableOf(raw.mergeStatus),
    mergedAt: merged ? raw.closedDate ?? undefined : undefined,
    mergeCommit: merged ? raw.lastMergeCommit?.commitId : undefined,
  };
}
