import type { FakePull } from '../git/FakePull';
import type { GitModel } from '../git/GitModel';

/** A merge request, with what GitLab found out about merging it. */
export interface FakeMergeRequest extends FakePull {
  /** Heads of both branches when GitLab last looked for conflicts. */
  checked?: string;
  approvedBy: string[];
}

/** What the handlers of the fake look at and change. */
export interface GitlabState {
  url: string;
  /** `group/subgroup/name`. */
  project: string;
  git: GitModel;
  pulls: FakeMergeRequest[];
  users: ReadonlySet<string>;
  /** Branches whose names begin so are protected. */
  protectedPrefix?: string;
  /** What a push rule or a server hook answers to a commit. */
  hookMessage?: string;
  /** How the project merges. */
  mergeMethod: 'merge' | 'ff';
  /** Called between the reads of one query: a push may come in. */
  whileReading?(): void;
}

/** Status and body of a REST answer. */
export interface RestAnswer {
  status: number;
  body?: unknown;
}

export type Body = Record<string, unknown>;
