import { Refusal } from '../git/FakePull';
import type { PushState } from './giteaPush';

export function notFound(): Refusal {
  return new Refusal(404, "The target couldn't be found.");
}

/** `POST /branches`: its look for names goes through git (`checkBranchName`). */
export function makeBranch(
  { git, halfMade }: PushState,
  body: Record<string, unknown>,
) {
  const name = String(body.new_branch_name);
  const commit = git.resolve(String(body.old_ref_name));
  if (!commit) throw new Refusal(500, '');
  if (git.branches.has(name) || halfMade.has(name)) {
    throw new Refusal(409, 'The branch already exists.');
  }
  git.branches.set(name, commit.sha);
  return { name, commit: { id: commit.sha } };
}

/** `GET /git/commits/{sha}` and `GET /git/refs/{beginning}`, straight from git. */
export function gitAnswer(
  { git, halfMade }: PushState,
  what: string,
  name: string,
) {
  if (what === 'commits') {
    const commit = git.commits.get(name);
    if (!commit) throw notFound();
    return { sha: commit.sha };
  }
  const refs = [...git.branches, ...halfMade]
    .map(([branch, sha]) => ({
      ref: `refs/heads/${branch}`,
      object: { type: 'commit', sha },
    }))
    .filter(({ ref }) => ref.startsWith(`refs/${name}`));
  if (refs.length === 0) throw notFound();
  return refs;
}
