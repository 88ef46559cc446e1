import { runGit } from '../../process/gitProcess';
import { Person } from './commits';

/** @internal */
export interface NewCommit {
  tree: string;
  parents: string[];
  message: string;
  author: Person;
  committer: Person;
  date: Date;
}

/** Writes a commit object that no ref names yet. @internal */
export async function writeCommit(
  gitDir: string,
  commit: NewCommit,
): Promise<string> {
  // Without the sign, git takes small numbers for something else.
  const date = `@${Math.floor(commit.date.getTime() / 1000)} +0000`;
  const { stdout } = await runGit(
    ['commit-tree', commit.tree, ...commit.parents.flatMap(p => ['-p', p])],
    {
      gitDir,
      input: `${commit.message.trim()}\n`,
      env: {
        GIT_AUTHOR_NAME: singleLine(commit.author.name),
        GIT_AUTHOR_EMAIL: singleLine(commit.author.email),
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: singleLine(commit.committer.name),
        GIT_COMMITTER_EMAIL: singleLine(commit.committer.email),
        GIT_COMMITTER_DATE: date,
      },
    },
  );
  return stdout.toString('utf8').trim();
}

// A NUL would end the variable early, and git drops line breaks and angle brackets anyway.
function singleLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what we drop
  return text.replace(/[\u0000-\u001f<>]/g, '').trim() || 'unknown';
}
