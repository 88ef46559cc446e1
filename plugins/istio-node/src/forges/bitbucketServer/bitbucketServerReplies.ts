import { z } from 'zod';
import type { PullRequest } from '../Forge';
import type { ForgeReply } from '../forgeClient';
import { forgeError } from '../forgeFault';

const ref = z.object({
  id: z.string(),
  displayId: z.string(),
  latestCommit: z.string().nullish(),
  repository: z.object({
    slug: z.string(),
    project: z.object({ key: z.string() }),
  }),
});

const participant = z.object({
  user: z.object({ name: z.string() }),
  status: z.string().nullish(),
});

/** RestPullRequest, as far as it is read. @internal */
export const serverPullRequest = z.object({
  id: z.number(),
  version: z.number(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.enum(['OPEN', 'MERGED', 'DECLINED']),
  closedDate: z.number().nullish(),
  fromRef: ref,
  toRef: ref,
  reviewers: z.array(participant).nullish(),
  participants: z.array(participant).nullish(),
  properties: z
    .object({
      mergeResult: z
        .object({ outcome: z.string(), current: z.boolean() })
        .nullish(),
      mergeCommit: z.object({ id: z.string() }).nullish(),
    })
    .nullish(),
  links: z.object({ self: z.array(z.object({ href: z.string() })) }),
});

/** @internal */
export type ServerPullRequest = z.infer<typeof serverPullRequest>;

/** @internal */
export const serverPullRequests = z.object({
  values: z.array(serverPullRequest),
});

const refusal = z.object({
  errors: z.tuple([z.object({ pullRequest: serverPullRequest })]),
});

/**
 * The pull request that a PullRequestOutOfDateException brings along, as it is
 * now; undefined where it brings none.
 *
 * @internal
 */
export function pullRequestNow({
  body,
}: ForgeReply): ServerPullRequest | undefined {
  return refusal.safeParse(body).data?.errors[0].pullRequest;
}

/** @internal */
export const serverCommit = z.object({ id: z.string() });

/** @internal */
export const serverCommits = z.object({ values: z.array(serverCommit) });

/** RestPullRequestMergeability. @internal */
export const mergeability = z.object({
  outcome: z.string().nullish(),
  conflicted: z.boolean().nullish(),
});

/** Reads an answer; one of another shape is no answer. @internal */
export function readServer<T>(schema: z.ZodType<T>, reply: ForgeReply): T {
  const result = schema.safeParse(reply.body);
  if (result.success) return result.data;
  throw forgeError(
    'unavailable',
    `Bitbucket answered ${reply.status} with something that is not of its API: check its base URL.`,
  );
}

const OUTCOMES = new Map([
  ['CLEAN', true],
  ['CONFLICTED', false],
]);

/** Undefined while Bitbucket is still looking into it. @internal */
export function isMergeable(outcome?: string | null): boolean | undefined {
  return OUTCOMES.get(outcome ?? '');
}

const STATES = { OPEN: 'open', MERGED: 'merged', DECLINED: 'closed' } as const;

/** @internal */
export function toPullRequest(raw: ServerPullRequest): PullRequest {
  const state = STATES[raw.state];
  const closed = raw.closedDate;
  return {
    number: raw.id,
    url: raw.links.self[0]?.href ?? '',
    state,
    title: raw.title,
    body: raw.description ?? '',
    head: {
      branch: raw.fromRef.displayId,
      sha: raw.fromRef.latestCommit ?? '',
    },
    base: { branch: raw.toRef.displayId, sha: raw.toRef.latestCommit ?? '' },
    // Pull requests of Bitbucket have no labels.
    labels: [],
    reviewers: {
      users: (raw.reviewers ?? [])
        .filter(({ status }) => !status || status === 'UNAPPROVED')
        .map(({ user }) => user.name),
      teams: [],
    },
    mergedAt:
      state === 'merged' && closed ? new Date(closed).toISOString() : undefined,
    mergeCommit: raw.properties?.mergeCommit?.id,
  };
}
