/** TF402455 and its kin: a policy of the branch, not a right of the account. */
const POLICY =
  /TF402455|pull request to update this branch|branch polic|RejectedByPolicy|VS40367\d|TF40245\d/i;

/** The repository, the project or the organization is not there. */
const MISSING =
  /TF401019|TF200016|VS800075|TF400813.*not authorized to access/i;

/** The branch is not there. */
const NO_VERSION = /TF401175|could not be resolved to a version/i;

/** @internal */
export function isPolicy(message: string): boolean {
  return POLICY.test(message);
}

/** @internal */
export function isMissing(message: string): boolean {
  return MISSING.test(message);
}

/** @internal */
export function isNoVersion(message: string): boolean {
  return NO_VERSION.test(message);
}

/** Whether a ref is not what a push expected (`oldObjectId`). @internal */
export function isStale(kind: string, message: string): boolean {
  return (
    /^GitReference(Stale|Update)Exception$/.test(kind) ||
    /TF401028|updated by another client/i.test(message)
  );
}
