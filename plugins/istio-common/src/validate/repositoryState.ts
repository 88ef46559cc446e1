import type { ManifestObject } from '../build/manifest';

/** An object as a file of the GitOps repository defines it. @public */
export interface RepositoryObject {
  /** The file, from the root of the repository. */
  path: string;
  object: ManifestObject;
}

/**
 * What the GitOps repository says of the cluster of a change: it will be so
 * once it is synced.
 *
 * @public
 */
export interface RepositoryState {
  objects: readonly RepositoryObject[];
  /** Which of its files were not looked at, and why, a sentence each. */
  unverified: readonly string[];
}
