import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';

/** Text of files by path; a path that is absent has no file. @public */
export type FileTexts = ReadonlyMap<string, string>;

/**
 * What a change wants of a repository, as a function of what is there: it is
 * applied anew to every state of the repository that it meets.
 *
 * @public
 */
export interface ChangePlan {
  /** Every file that it reads or writes. */
  readonly paths: readonly string[];
  /** The objects and their files, for the pull request's table. */
  readonly objects: ReadonlyArray<{ object: ManifestObject; path: string }>;
  /** The wanted state of those files. Pure. */
  apply(files: FileTexts): FileTexts;
  /** What people should know of those files as they are, a sentence each. Pure. */
  remarks?(files: FileTexts): string[];
}

/** What a pull request made that was not there before. @public */
export interface MadeThings {
  /** Identities of objects. */
  readonly objects: ReadonlySet<string>;
  /** Path → hash of the text after our last push. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * One state of the repository, for a plan that depends on what is there. What
 * was read of it is not asked for again when the plan is applied.
 *
 * @public
 */
export interface PlanReader {
  /**
   * - `base`: looked at for the first time
   * - `branch`: that of the open pull request, for the first time
   * - `again`: either of them, after something moved meanwhile
   *
   * What was read of base a moment ago still tells of `base`, and of nothing
   * else.
   */
  readonly moment: 'base' | 'branch' | 'again';
  /**
   * Files that the open pull request says it changes, as far as they may be
   * read. People can edit that.
   */
  readonly touched: readonly string[];
  /** What it says that it made. People can edit that too. */
  readonly made?: MadeThings;
  /**
   * Reads files, and returns the texts of all that were read so far.
   *
   * @param beside - groups of files that may be of use: each is read too where
   *   it fits into the same call
   * @throws InputError - one of `paths` is none that may be written
   */
  read(
    paths: readonly string[],
    beside?: ReadonlyArray<readonly string[]>,
  ): Promise<FileTexts>;
  /** Whether a file was read, be it there or not. */
  knows(path: string): boolean;
}

/**
 * Makes the plan for one state of the repository. It is called anew for every
 * state that the engine meets: base, the branch of an open pull request, and
 * either of them again when it has moved.
 *
 * @public
 */
export interface PlanMaker {
  (repository: PlanReader): Promise<ChangePlan>;
  /** Files that it reads or writes in any case: looked at before any call. */
  readonly paths?: readonly string[];
}
