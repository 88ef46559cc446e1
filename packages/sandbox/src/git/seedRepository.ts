import { writeCommit } from './repository/writeCommit';
import { writeTree } from './repository/writeTree';
import { NO_COMMIT, swapRef } from './repository/refs';
import { isTreePath } from './repository/isTreePath';

// Fixed, so that the same files always give the same commit.
const SEED_DATE = new Date('2026-01-05T09:00:00Z');
const SEEDER = { name: 'Platform team', email: 'platform@example.com' };

/**
 * Builds the first commit of an empty repository from paths and their contents.
 *
 * @returns the object name of the commit
 * @public
 */
export async function seedRepository(
  gitDir: string,
  branch: string,
  files: Record<string, string>,
): Promise<string> {
  const edits = Object.entries(files).map(([path, content]) => {
    if (!isTreePath(path)) {
      throw new Error(
        `The seed file ${path} has no path a repository may hold`,
      );
    }
    return { path, content: Buffer.from(content, 'utf8') };
  });
  const tree = await writeTree(gitDir, undefined, edits);
  const commit = await writeCommit(gitDir, {
    tree,
    parents: [],
    message: 'The platform as it is today',
    author: SEEDER,
    committer: SEEDER,
    date: SEED_DATE,
  });
  await swapRef(gitDir, `refs/heads/${branch}`, commit, NO_COMMIT);
  return commit;
}
