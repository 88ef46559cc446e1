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
}
