import { ConflictError } from '@backstage/errors';
import type { FileChange, PullRequest, RepositoryFile } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import { computeChanges } from './computeChanges';
import type { ProposeRequest } from './proposeTypes';

type Files = ReadonlyMap<string, RepositoryFile>;

/** @internal */
export interface Synced {
  /** Whether the branch has another head now. */
  moved: boolean;
  /** Why base could not be taken in; to be thrown once the branch is whole. */
  problem?: unknown;
}

const UNTOUCHED: Synced = { moved: false };

function differs(a: Files, b: Files, path: string): boolean {
  return a.get(path)?.sha !== b.get(path)?.sha;
}

function conflict(request: ProposeRequest, open: PullRequest, paths: string[]) {
  const { forge, base } = request;
  return new ConflictError(
    `Pull request #${open.number} of ${
      forge.repository
    } conflicts with ${base} in ${paths.join(
      ', ',
    )}, where people edited the branch too: merge ${base} into ${
      open.head.branch
    } by hand, then run again.`,
  );
}

function planned(request: ProposeRequest, files: Files, path: string) {
  const change = computeChanges(request.plan, files).changes.find(
    item => item.path === path,
  );
  return change ? change.content : files.get(path)?.content;
}

/**
 * Whether the branch has of a file what our plan makes of it, from where the
 * branch began or, after a run that was cut short, from base as it is now.
 */
function isOurs(
  request: ProposeRequest,
  [fork, ahead]: [Files, Files],
  branch: Files,
  path: string,
): boolean {
  const content = branch.get(path)?.content;
  return (
    content === planned(request, fork, path) ||
    content === planned(request, ahead, path)
  );
}

/**
 * Takes base into a branch that cannot be merged any more, mostly because
 * another change was added to the same kustomization. Where both sides changed
 * a file of the plan, the branch first takes over base's version, so that git
 * finds nothing to decide; the plan is then applied again on top. A file in
 * which people changed something on the branch is left to them.
 *
 * @internal
 */
export async function syncWithBase(
  request: ProposeRequest,
  open: PullRequest,
): Promise<Synced> {
  const { forge, base, plan } = request;
  if (open.mergeable !== false || !open.mergeBase) return UNTOUCHED;
  const [fork, ahead] = await Promise.all([
    forge.readFiles(open.mergeBase, plan.paths),
    forge.readFiles(base, plan.paths),
  ]);
  if (!fork || !ahead) return UNTOUCHED;
  const moved = plan.paths.filter(path => differs(fork, ahead, path));
  // Not mergeable for another reason: draft, checks, still being looked at.
  if (moved.length === 0) return UNTOUCHED;
  const branch = await forge.readFiles(open.head.branch, plan.paths);
  if (!branch) return UNTOUCHED;
  const both = moved.filter(
    path => differs(fork, branch, path) && differs(ahead, branch, path),
  );
  const foreign = both.filter(
    path => !isOurs(request, [fork, ahead], branch, path),
  );
  if (foreign.length) throw conflict(request, open, foreign);
  const files: FileChange[] = both.map(path => ({
    path,
    content: ahead.get(path)?.content,
    previousSha: branch.get(path)?.sha,
  }));
  if (files.length) {
    await forge.commit({
      branch: open.head.branch,
      expectedHead: open.head.sha,
      message: `Take ${base} as it is before merging it\n`,
      files,
    });
  }
  try {
    await forge.updateFromBase(open.number);
    return { moved: true };
  } catch (error) {
    // The branch lacks our entries now: the caller puts them back, then throws.
    const problem =
      forgeFault(error) === 'merge-conflict'
        ? conflict(request, open, ['other files'])
        : error;
    return { moved: true, problem };
  }
}
