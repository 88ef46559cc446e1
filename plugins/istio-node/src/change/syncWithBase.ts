import { ConflictError } from '@backstage/errors';
import type { FileChange, PullRequest, RepositoryFile } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import { computeChanges } from './computeChanges';
import type { ProposeRequest } from './proposeTypes';

type Files = ReadonlyMap<string, RepositoryFile>;

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

/** What our plan alone would have made of the file where the branch began. */
function isOurs(
  request: ProposeRequest,
  fork: Files,
  branch: Files,
  path: string,
): boolean {
  const { changes } = computeChanges(request.plan, fork);
  const planned = changes.find(change => change.path === path);
  const expected = planned ? planned.content : fork.get(path)?.content;
  return branch.get(path)?.content === expected;
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
): Promise<boolean> {
  const { forge, base, plan } = request;
  if (open.mergeable !== false || !open.mergeBase) return false;
  const [fork, ahead] = await Promise.all([
    forge.readFiles(open.mergeBase, plan.paths),
    forge.readFiles(base, plan.paths),
  ]);
  if (!fork || !ahead) return false;
  const moved = plan.paths.filter(path => differs(fork, ahead, path));
  // Not mergeable for another reason: draft, checks, still being looked at.
  if (moved.length === 0) return false;
  const branch = await forge.readFiles(open.head.branch, plan.paths);
  if (!branch) return false;
  const both = moved.filter(
    path => differs(fork, branch, path) && differs(ahead, branch, path),
  );
  const foreign = both.filter(path => !isOurs(request, fork, branch, path));
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
  } catch (error) {
    if (forgeFault(error) !== 'merge-conflict') throw error;
    throw conflict(request, open, ['other files']);
  }
  return true;
}
