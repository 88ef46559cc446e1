import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runGit } from '../../process/gitProcess';

/** One path of a tree: a blob to put there, or nothing to take it away. @internal */
export interface TreeEdit {
  path: string;
  content?: Buffer | { blob: string };
  mode?: string;
}

/**
 * Writes a tree: the given one, edited. The index that git needs for it is a
 * file of its own, so that any number of these may run at once.
 *
 * @internal
 */
export async function writeTree(
  gitDir: string,
  base: string | undefined,
  edits: TreeEdit[],
): Promise<string> {
  const index = path.join(gitDir, `forge-index-${randomUUID()}`);
  const run = { gitDir, env: { GIT_INDEX_FILE: index } };
  try {
    await runGit(base ? ['read-tree', base] : ['read-tree', '--empty'], run);
    const lines: string[] = [];
    for (const edit of edits) lines.push(await indexLine(gitDir, edit));
    await runGit(['update-index', '-z', '--index-info'], {
      ...run,
      input: lines.join(''),
    });
    const { stdout } = await runGit(['write-tree'], run);
    return stdout.toString('utf8').trim();
  } finally {
    await rm(index, { force: true });
  }
}

async function indexLine(gitDir: string, edit: TreeEdit): Promise<string> {
  if (!edit.content) return `0 ${'0'.repeat(40)}\t${edit.path}\0`;
  const sha = Buffer.isBuffer(edit.content)
    ? await writeBlob(gitDir, edit.content)
    : edit.content.blob;
  return `${edit.mode ?? '100644'} ${sha}\t${edit.path}\0`;
}

async function writeBlob(gitDir: string, content: Buffer): Promise<string> {
  const { stdout } = await runGit(['hash-object', '-w', '--stdin'], {
    gitDir,
    input: content,
  });
  return stdout.toString('utf8').trim();
}
