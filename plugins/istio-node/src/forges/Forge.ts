/** A file of a repository at one commit. @public */
export interface RepositoryFile {
  path: string;
  content: string;
  /** Blob id: what a commit names to say which version it replaces. */
  sha: string;
}

/** One file of a commit. @public */
export interface FileChange {
  path: string;
  /** The new content; undefined removes the file. */
  content?: string;
  /** Blob id of the version it replaces; undefined when the file is new. */
  previousSha?: string;
}

/** Several files in one commit, or nothing. @public */
export interface CommitRequest {
  /** Branch that receives the commit. */
  branch: string;
  /** Makes `branch`, which must not exist yet, from the head of this one. */
  startFrom?: string;
  /** Head of `branch` that the changes were computed from, where known. */
  expectedHead?: string;
  message: string;
  files: readonly FileChange[];
}

/** A pull request, however the forge calls it. @public */
export interface PullRequest {
  number: number;
  /** Page for people. */
  url: string;
  state: 'open' | 'merged' | 'closed';
  title: string;
  body: string;
  head: { branch: string; sha: string };
  base: { branch: string; sha: string };
  labels: string[];
  /** People and teams whose review is asked for and not given yet. */
  reviewers: { users: string[]; teams: string[] };
  /** Commit at which head left base, where the forge tells. */
  mergeBase?: string;
  /** False when the forge says that it cannot be merged (yet). */
  mergeable?: boolean;
  /** ISO 8601. */
  mergedAt?: string;
  /** The commit on base that merged it. */
  mergeCommit?: string;
}

/** What has become of a pull request. @public */
export type PullRequestState = Pick<PullRequest, 'url' | 'state' | 'mergedAt'>;

/**
 * What the change engine asks of a place that hosts git repositories. One
 * instance serves one repository. Errors are `@backstage/errors` with words for
 * people; {@link forgeFault} tells the kinds apart that the engine handles.
 *
 * @public
 */
export interface Forge {
  /** `gitea`, `github`, … */
  readonly type: string;
  /** `owner/name`. */
  readonly repository: string;

  /** Head commit of a branch; undefined when there is no such branch. */
  getBranchHead(branch: string): Promise<string | undefined>;

  /**
   * The files of `paths` that exist at a branch or commit; undefined when the
   * ref does not exist.
   */
  readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined>;

  /**
   * More files of the commit at which `ref` was read last, where they are at
   * hand without a call; undefined where they are not.
   */
  readMore?(
    ref: string,
    paths: readonly string[],
  ): Map<string, RepositoryFile> | undefined;

  /**
   * Commits atomically. Faults: `branch-exists` (of `startFrom`),
   * `stale` (a file or the head is not what was expected).
   */
  commit(request: CommitRequest): Promise<{ sha: string; parent?: string }>;

  /**
   * The pull request from head to base: the open one, else any earlier one.
   * Earlier ones may be left out when neither `head` nor any other branch of the
   * change (`head` with a number at its end) is there any more.
   */
  findPullRequest(query: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined>;

  getPullRequest(number: number): Promise<PullRequest | undefined>;

  /**
   * What has become of a pull request, in one call while it is open; absent
   * where {@link Forge.getPullRequest} takes no more.
   */
  getPullRequestState?(number: number): Promise<PullRequestState | undefined>;

  /**
   * Fault `pull-request-exists` when an open one is there. With `mayRace`
   * another run may open one at the same moment: forges that would let both
   * pass look again.
   */
  createPullRequest(
    request: {
      head: string;
      base: string;
      title: string;
      body: string;
    },
    options?: { mayRace?: boolean },
  ): Promise<PullRequest>;

  updatePullRequest(
    number: number,
    change: { title: string; body: string },
  ): Promise<PullRequest>;

  /**
   * Merges base into the head of a pull request, without rewriting history.
   * Fault `merge-conflict` when git cannot.
   */
  updateFromBase(number: number): Promise<void>;

  addLabels(number: number, labels: readonly string[]): Promise<void>;

  /** People who were asked for a review or gave one, and teams that were asked. */
  getReviewers(number: number): Promise<{ users: string[]; teams: string[] }>;

  requestReviewers(
    number: number,
    reviewers: { users?: readonly string[]; teams?: readonly string[] },
  ): Promise<void>;

  /**
   * Whom the repository wants to look at every such pull request, where it names
   * people for that (default reviewers of Bitbucket). For previews: it may take
   * a call of its own.
   */
  getDefaultReviewers?(branches: {
    head: string;
    base: string;
  }): Promise<string[]>;
}
