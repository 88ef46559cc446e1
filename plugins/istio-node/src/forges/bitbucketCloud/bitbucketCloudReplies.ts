import { z } from 'zod';
import type { PullRequest } from '../Forge';
import type { ForgeReply } from '../forgeClient';
import { forgeError } from '../forgeFault';

const account = z.object({
  uuid: z.string(),
  nickname: z.string().nullish(),
  display_name: z.string().nullish(),
  account_id: z.string().nullish(),
});

/** Someone who has an account. @internal */
export type CloudAccount = z.infer<typeof account>;

const endpoint = z.object({
  branch: z.object({ name: z.string() }),
  commit: z.object({ hash: z.string() }).nullish(),
});

/** A pull request; hashes in it are cut to twelve digits. @internal */
export const cloudPullRequest = z.object({
  id: z.number(),
  title: z.string(),
  description: z.string().nullish(),
  summary: z.object({ raw: z.string().nullish() }).nullish(),
  state: z.enum(['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED']),
  source: endpoint,
  destination: endpoint,
  merge_commit: z.object({ hash: z.string() }).nullish(),
  reviewers: z.array(account).nullish(),
  participants: z
    .array(
      z.object({
        user: account,
        role: z.string().nullish(),
        approved: z.boolean().nullish(),
        state: z.string().nullish(),
      }),
    )
    .nullish(),
  links: z.object({ html: z.object({ href: z.string() }) }),
});

/** @internal */
export type CloudPullRequest = z.infer<typeof cloudPullRequest>;

/** A page of anything. @internal */
export function pageOf<T>(item: z.ZodType<T>) {
  return z.object({ values: z.array(item), next: z.string().nullish() });
}

/** @internal */
export const cloudBranch = z.object({
  name: z.string(),
  target: z.object({ hash: z.string() }),
});

/** @internal */
export const cloudCommit = z.object({
  hash: z.string(),
  date: z.string().nullish(),
});

/** Default reviewers and members are wrapped. @internal */
export const cloudUsers = pageOf(z.object({ user: account }));

/** A folder, where a file was asked for. @internal */
export const cloudFolder = z.object({
  pagelen: z.number(),
  values: z.array(z.object({ type: z.string().startsWith('commit_') })),
});

/** What `format=meta` tells of a file. @internal */
export const cloudFile = z.object({
  type: z.string(),
  attributes: z.array(z.string()).nullish(),
});

/** Reads an answer; one of another shape is no answer. @internal */
export function readCloud<T>(schema: z.ZodType<T>, reply: ForgeReply): T {
  const result = schema.safeParse(reply.body);
  if (result.success) return result.data;
  throw forgeError(
    'unavailable',
    `Bitbucket Cloud answered ${reply.status} with something that is not of its API: try again later.`,
  );
}

/** How people name someone who has an account. @internal */
export function nameOf({ nickname, display_name, uuid }: CloudAccount): string {
  return nickname ?? display_name ?? uuid;
}

const STATES = {
  OPEN: 'open',
  MERGED: 'merged',
  DECLINED: 'closed',
  SUPERSEDED: 'closed',
} as const;

/** @internal */
export function toPullRequest(raw: CloudPullRequest): PullRequest {
  const answered = new Set(
    (raw.participants ?? [])
      .filter(({ approved, state }) => approved || state)
      .map(({ user }) => user.uuid),
  );
  return {
    number: raw.id,
    url: raw.links.html.href,
    state: STATES[raw.state],
    title: raw.title,
    body: raw.description ?? raw.summary?.raw ?? '',
    head: {
      branch: raw.source.branch.name,
      sha: raw.source.commit?.hash ?? '',
    },
    base: {
      branch: raw.destination.branch.name,
      sha: raw.destination.commit?.hash ?? '',
    },
    // Pull requests of Bitbucket have no labels.
    labels: [],
    reviewers: {
      users: (raw.reviewers ?? [])
        .filter(({ uuid }) => !answered.has(uuid))
        .map(nameOf),
      teams: [],
    },
    mergeCommit: raw.merge_commit?.hash,
  };
}
