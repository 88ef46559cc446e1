/** A pull request as the fake keeps it. */
export interface FakePull {
  number: number;
  title: string;
  body: string;
  head: string;
  base: string;
  /** Whether its head is a branch of another repository. */
  isOfFork?: boolean;
  /** Head when it was opened. */
  headSha?: string;
  state: 'open' | 'closed';
  merged: boolean;
  mergeCommit?: string;
  labels: string[];
  requested: string[];
  requestedTeams: string[];
  reviewed: string[];
}

/** An answer that is not what the caller hoped for. */
export class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}
