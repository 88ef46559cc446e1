/** One line of a hunk with its place on both sides. @internal */
export interface DiffLine {
  kind: 'added' | 'removed' | 'same' | 'note';
  text: string;
  oldNumber?: number;
  newNumber?: number;
}

/** @internal */
export interface DiffHunk {
  title: string;
  lines: DiffLine[];
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/**
 * Takes a unified diff apart: the hunks of each file, in the order of the files.
 *
 * @internal
 */
export function parseDiff(text: string): DiffHunk[][] {
  const files: DiffHunk[][] = [];
  let hunk: DiffHunk | undefined;
  let [oldNumber, newNumber] = [0, 0];
  for (const line of text.split('\n')) {
    const start = HUNK.exec(line);
    if (line.startsWith('diff --git ')) {
      files.push([]);
      hunk = undefined;
    } else if (start) {
      hunk = { title: line, lines: [] };
      files.at(-1)?.push(hunk);
      [oldNumber, newNumber] = [Number(start[1]), Number(start[2])];
    } else if (hunk && line !== '') {
      const parsed = parseLine(line, oldNumber, newNumber);
      if (parsed.oldNumber !== undefined) oldNumber += 1;
      if (parsed.newNumber !== undefined) newNumber += 1;
      hunk.lines.push(parsed);
    }
  }
  return files;
}

function parseLine(
  line: string,
  oldNumber: number,
  newNumber: number,
): DiffLine {
  const text = line.slice(1);
  switch (line[0]) {
    case '+':
      return { kind: 'added', text, newNumber };
    case '-':
      return { kind: 'removed', text, oldNumber };
    case '\\':
      return { kind: 'note', text: text.trim() };
    default:
      return { kind: 'same', text, oldNumber, newNumber };
  }
}
