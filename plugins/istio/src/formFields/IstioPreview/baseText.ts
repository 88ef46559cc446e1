/** A commit as people name it. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}

/** A branch at a commit, as far as that is known. */
export function baseText(base: { branch: string; commit?: string }): string {
  const { branch, commit } = base;
  return commit ? `${branch}@${shortCommit(commit)}` : branch;
}
