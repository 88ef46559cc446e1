/** What became of one object. @public */
export interface SyncedObject {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  /** The file it comes from; none for an object that is in no file any more. */
  path?: string;
  /**
   * `kept`: gone from the repository, and left in the cluster on purpose, as the
   * message says.
   */
  state: 'applied' | 'unchanged' | 'failed' | 'pruned' | 'kept';
  message?: string;
}

/** Something in the repository that cannot be applied. @public */
export interface SyncProblem {
  path: string;
  message: string;
}

/** @public */
export interface ClusterSyncReport {
  name: string;
  /** `pending` until the first attempt ends. */
  state: 'pending' | 'synced' | 'failed' | 'unreachable';
  /** The commit that was tried last. */
  commit?: string;
  /** When that ended. */
  finishedAt?: string;
  /** Why the cluster as a whole failed. */
  message?: string;
  problems: SyncProblem[];
  objects: SyncedObject[];
}

/** @public */
export interface SyncReport {
  repository: {
    state: 'pending' | 'read' | 'failed';
    commit?: string;
    checkedAt?: string;
    message?: string;
  };
  clusters: ClusterSyncReport[];
}
