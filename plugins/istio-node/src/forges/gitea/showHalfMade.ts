import { forgeError } from '../forgeFault';
import { urlPath } from '../urlPath';
import type { GiteaApi } from './GiteaApi';
import type { GiteaFiles } from './GiteaFiles';
import { fileOperation, isLatePush, toRefHead } from './giteaReplies';

/** For how long a branch that git has is waited for: 24 seconds. */
const LOOKS = 13;
const LOOK_PAUSE_MS = 2000;

/** What {@link showHalfMade} is asked for. @internal */
export interface HalfMadeQuestion {
  branch: string;
  /** Files that the branch may hold. */
  paths: readonly string[];
  sleep(ms: number): Promise<void>;
  /** What Gitea said when it would not make the branch. */
  said: Error;
}

/**
 * Sees to it that a branch that git has is shown by Gitea, and throws
 * `branch-exists`; throws what was said when git has none either.
 *
 * Gitea 1.26 leaves such branches behind when the sender of a commit goes away:
 * `git push` is ended between the ref and the hook that tells Gitea
 * (services/repository/files, `IsBranchExist` asks its database). It learns of
 * one with the next push to it, so a commit without changes is put on top, by
 * way of another branch that begins where this one is: a push that is not
 * forced, and that git refuses when the branch has moved meanwhile.
 *
 * @internal
 */
export async function showHalfMade(
  api: GiteaApi,
  files: GiteaFiles,
  question: HalfMadeQuestion,
): Promise<never> {
  const { branch, sleep, said } = question;
  const head = await refHead(api, branch);
  if (head === undefined) throw said;
  const taken = () => forgeError('branch-exists', said.message);
  for (let look = 1; look <= LOOKS; look++) {
    if (await files.getBranchHead(branch)) throw taken();
    if (look < LOOKS) await sleep(LOOK_PAUSE_MS);
  }
  const beside = `meshwright/beside-${head.slice(0, 12)}`;
  const made = await api.send('POST', '/branches', {
    ...{ new_branch_name: beside, old_ref_name: head },
  });
  // 409: an earlier try that was cut off has made it, at the same commit.
  if (made.status !== 409) api.assertOk(made, `make branch ${beside}`);
  try {
    await pushOnTop(api, files, { ...question, beside });
  } catch (error) {
    // Whoever was faster had Gitea show it.
    if (!isLatePush(error)) throw error;
  } finally {
    await api.send('DELETE', `/branches/${urlPath(beside)}`);
  }
  throw taken();
}

async function refHead(
  api: GiteaApi,
  branch: string,
): Promise<string | undefined> {
  const reply = await api.send('GET', `/git/refs/heads/${urlPath(branch)}`);
  if (reply.status === 404) return undefined;
  api.assertOk(reply, `look for branch ${branch} in git`);
  return toRefHead(reply, branch);
}

async function pushOnTop(
  api: GiteaApi,
  files: GiteaFiles,
  { branch, beside, paths, said }: HalfMadeQuestion & { beside: string },
): Promise<void> {
  const [file] = (await files.readFiles(beside, paths))?.values() ?? [];
  // A commit has to name a file; one that only removes leaves none to name.
  if (!file) throw forgeError('unavailable', said.message);
  const { path, content, sha } = file;
  const reply = await api.send('POST', '/contents', {
    branch: beside,
    new_branch: branch,
    message: `Have Gitea show ${branch}`,
    files: [fileOperation({ path, content, previousSha: sha })],
  });
  // 422: it is shown by now.
  if (reply.status !== 422) api.assertOk(reply, `commit to branch ${branch}`);
}
