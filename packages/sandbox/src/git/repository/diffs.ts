import { runGit } from '../../process/gitProcess';

/** One file that differs between two commits. @internal */
export interface FileDiff {
  path: string;
  previousPath?: string;
  status: 'added' | 'deleted' | 'changed' | 'renamed' | 'copied' | 'unchanged';
  additions: number;
  deletions: number;
  binary: boolean;
}

const STATUS: Record<string, FileDiff['status']> = {
  A: 'added',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
};

// The content of a repository never decides how it is compared: no external
// diff, no text conversion, no colours.
const PLAIN = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--find-renames',
];

/** Which files differ, and by how many lines. @internal */
export async function diffFiles(
  gitDir: string,
  from: string,
  to: string,
): Promise<FileDiff[]> {
  const { stdout } = await runGit(
    ['diff-tree', '-r', '-z', '--raw', '--numstat', ...PLAIN, from, to, '--'],
    { gitDir },
  );
  const tokens = stdout
    .toString('utf8')
    .split('\0')
    .filter(t => t !== '');
  const files = new Map<string, FileDiff>();
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    at += token.startsWith(':')
      ? readRaw(tokens, at, files)
      : readNumstat(tokens, at, files);
  }
  return [...files.values()];
}

/** The unified diff of two commits. @internal */
export async function diffText(
  gitDir: string,
  from: string,
  to: string,
): Promise<string> {
  const { stdout } = await runGit(
    ['diff-tree', '-r', '-p', '--full-index', ...PLAIN, from, to, '--'],
    { gitDir },
  );
  return stdout.toString('utf8');
}

// ":<mode> <mode> <sha> <sha> <status>" NUL <path> [NUL <path>]
function readRaw(
  tokens: string[],
  at: number,
  files: Map<string, FileDiff>,
): number {
  const letter = tokens[at].split(' ')[4][0];
  const moved = letter === 'R' || letter === 'C';
  const path = moved ? tokens[at + 2] : tokens[at + 1];
  files.set(path, {
    path,
    ...(moved ? { previousPath: tokens[at + 1] } : {}),
    status: STATUS[letter] ?? 'changed',
    additions: 0,
    deletions: 0,
    binary: false,
  });
  return moved ? 3 : 2;
}

// "<added> TAB <deleted> TAB <path>", or an empty path and then two of them.
function readNumstat(
  tokens: string[],
  at: number,
  files: Map<string, FileDiff>,
): number {
  const [added, deleted, inline] = tokens[at].split('\t');
  const path = inline || tokens[at + 2];
  const file = files.get(path);
  if (file) {
    file.binary = added === '-';
    file.additions = file.binary ? 0 : Number(added);
    file.deletions = file.binary ? 0 : Number(deleted);
    if (file.status === 'changed' && !file.binary) {
      if (file.additions + file.deletions === 0) file.status = 'unchanged';
    }
  }
  return inline ? 1 : 3;
}
