import { runGit } from '../../process/gitProcess';

/** @internal */
export interface TreeEntry {
  path: string;
  mode: string;
  type: string;
  sha: string;
  size: number;
}

/**
 * What a tree holds; recursive lists name every folder and every file in it.
 *
 * @param treeish - an object name, or one followed by `:path`
 * @internal
 */
export async function listTree(
  gitDir: string,
  treeish: string,
  recursive: boolean,
): Promise<TreeEntry[]> {
  const args = ['ls-tree', '-z', '-l', '--full-tree'];
  if (recursive) args.push('-r', '-t');
  const { stdout } = await runGit([...args, treeish], { gitDir });
  return stdout
    .toString('utf8')
    .split('\0')
    .filter(line => line !== '')
    .map(parseEntry);
}

/** One entry by its path, or undefined. @internal */
export async function findEntry(
  gitDir: string,
  commit: string,
  path: string,
): Promise<TreeEntry | undefined> {
  const { stdout } = await runGit(
    ['ls-tree', '-z', '-l', '--full-tree', commit, '--', path],
    { gitDir },
  );
  const line = stdout.toString('utf8').split('\0')[0];
  return line ? parseEntry(line) : undefined;
}

/** The bytes of a blob. @internal */
export async function readBlob(gitDir: string, sha: string): Promise<Buffer> {
  return (await runGit(['cat-file', 'blob', sha], { gitDir })).stdout;
}

// "<mode> SP <type> SP <object> SP <size padded> TAB <path>"
function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t');
  const [mode, type, sha, size] = line.slice(0, tab).split(/ +/);
  return {
    path: line.slice(tab + 1),
    mode,
    type,
    sha,
    size: size === '-' ? 0 : Number(size),
  };
}
