import type {
  ManifestObject,
  RepositoryState,
} from '@meshwright/backstage-plugin-istio-common';
import type { Forge } from '../forges/Forge';
import type { FolderLook } from './lookThrough';
import type { FolderLayout } from './manifestLayout';

/** What is read of a repository, for a change. @public */
export interface RepositoryQuestion {
  forge: Pick<Forge, 'type' | 'repository' | 'readFiles' | 'readMore'>;
  /** The branch that is synced to the clusters. */
  branch: string;
  layout: FolderLayout;
  /** Namespaces of the change, whose files are read first. */
  namespaces: readonly string[];
  /** Objects of the change, which are looked for in the files of their folders. */
  objects?: readonly ManifestObject[];
  /**
   * Id of the change, by whose annotation what an earlier run wrote is looked
   * for; as the first of its objects has it by default.
   */
  change?: string;
  /** Folders outside of which nothing is read. */
  allowedFolders: readonly string[];
  timeoutMs?: number;
}

/** What was read of a repository. @public */
export interface RepositoryReading {
  state: RepositoryState;
  /** Where the objects of the change are, for {@link planInPlace}. */
  look: FolderLook;
}
