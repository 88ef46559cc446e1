/** What the forge remembers of a pull request; the commits are in git. @internal */
export interface PullRecord {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  head: string;
  base: string;
  /** The last commit the head branch had; `refs/pull/<n>/head` keeps it alive. */
  headSha: string;
  /** Set when closed or merged: what the changes were counted against. */
  mergeBase?: string;
  author: string;
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
  merged?: { at: string; by: string; sha: string };
  labels: number[];
  /** Who was asked for a review. */
  reviewers: string[];
  /** Counts edits of the body, so that two editors notice one another. */
  contentVersion: number;
}

/** @internal */
export interface LabelRecord {
  id: number;
  name: string;
  color: string;
  description: string;
}
