import { ConflictError } from '@backstage/errors';
import type { FileChange, PullRequest, RepositoryFile } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import { computeChanges } from './computeChanges';
import type { ProposeRequest, ReadyRequest } from './proposeTypes';

type Files = ReadonlyMap<string, RepositoryFile>;

/** @internal */
export interface Synced {
  /** Whether the branch has another head now. */
  moved: boolean;
  /** Why base could not be taken in; to be thrown once the branch is whole. */
  problem?: unknown;
}

const UNTOUCHED: Synced = { moved: false };

/** How often base is taken in anew when it moves meanwhile. */
const ATTEMPTS = 5;
const PAUSE_MS = 250;

/** What base had of each file when it was taken over into the branch. */
type Taken = Map<string, string | undefined>;

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
 * branch began or, after a run that was cut short, from base as it is now; or
 * what was taken over from base a moment ago.
 */
function isOurs(
  request: ProposeRequest,
  [fork, ahead]: [Files, Files],
  branch: Files,
  taken: Taken,
  path: string,
): boolean {
  const content = branch.get(path)?.content;
  return (
    (taken.has(path) && content === taken.get(path)) ||
    content === planned(request, fork, path) ||
    content === planned(request, ahead, path)
  );
}

/**
 * Has the branch take over base's version of the files that both sides
 * changed. False when there is nothing to take in.
 */
async function takeFiles(
  request: ProposeRequest,
  open: PullRequest,
  head: string,
  taken: Taken,
): Promise<boolean> {
  const { forge, base, plan } = request;
  if (!open.mergeBase) return false;
  const [fork, ahead] = await Promise.all([
    forge.readFiles(open.mergeBase, plan.paths),
    forge.readFiles(head, plan.paths),
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
  const foreign = both.filter(
    path => !isOurs(request, [fork, ahead], branch, taken, path),
  );
  if (foreign.length) throw conflict(request, open, foreign);
  const files: FileChange[] = both.map(path => ({
    path,
    content: ahead.get(path)?.content,
    previousSha: branch.get(path)?.sha,
  }));
  for (const { path, content } of files) taken.set(path, content);
  if (files.length) {
    await forge.commit({
      branch: open.head.branch,
      expectedHead: open.head.sha,
      message: `Take ${base} as it is before merging it\n`,
      files,
    });
  }
  return true;
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
  request: ReadyRequest,
  given: PullRequest,
): Promise<Synced> {
  const { forge, base, sleep } = request;
  if (given.mergeable !== false) return UNTOUCHED;
  const taken: Taken = new Map();
  let open = given;
  for (let attempt = 1; ; attempt++) {
    const head = await forge.getBranchHead(base);
    if (!head) return UNTOUCHED;
    const takes = await takeFiles(request, open, head, taken);
    if (!takes) return { moved: taken.size > 0 };
    try {
      await forge.updateFromBase(open.number);
      return { moved: true };
    } catch (error) {
      const conflicts = forgeFault(error) === 'merge-conflict';
      // The branch lacks our entries now: the caller puts them back, then throws.
      if (!conflicts) return { moved: true, problem: error };
      const problem = conflict(request, open, ['other files']);
      // Another change was merged since base was read: that is nobody's edit.
      const movedOn = (await forge.getBranchHead(base)) !== head;
      if (!movedOn || attempt === ATTEMPTS) return { moved: true, problem };
      await sleep(PAUSE_MS * 2 ** (attempt - 1));
      const again = await forge.getPullRequest(open.number);
      if (again?.state !== 'open') return { moved: true, problem };
      open = again;
    }
  }
}
