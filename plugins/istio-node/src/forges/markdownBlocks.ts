/** A paragraph of Markdown with whatever must not be torn apart. @internal */
export interface MarkdownBlock {
  kind: 'text' | 'heading' | 'fold' | 'rows';
  text: string;
}

/** How many folds a paragraph opens, and whether it opens or ends a code block. */
function opens(block: string): { folds: number; fences: number } {
  return {
    folds: block.split('<details>').length - block.split('</details>').length,
    fences: block.split('\n').filter(line => line.startsWith('```')).length,
  };
}

const ITEM = /^(?:- |\d+\. |\|)/;

function kindOf(text: string): MarkdownBlock['kind'] {
  if (text.startsWith('<details>')) return 'fold';
  const lines = text.split('\n');
  if (lines.length === 1 && /^##? /.test(text)) return 'heading';
  // A list may begin with a line that says of what.
  const items = lines.filter(line => ITEM.test(line)).length;
  return items > 1 && items >= lines.length - 1 ? 'rows' : 'text';
}

/** The paragraphs of a text; a fold or a block of code is one. @internal */
export function markdownBlocks(text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let [pending, folds, fences] = [[] as string[], 0, 0];
  const end = () => {
    const whole = pending.join('\n\n');
    blocks.push({ kind: kindOf(whole), text: whole });
    pending = [];
  };
  for (const part of text.split('\n\n')) {
    pending.push(part);
    const opened = opens(part);
    folds += opened.folds;
    fences += opened.fences;
    if (folds === 0 && fences % 2 === 0) end();
  }
  // What is never closed: all the rest.
  if (pending.length > 0) end();
  return blocks;
}

/** The line that stands for the rows that are left out. */
function remainder(row: string, at: number, count: number): string {
  const words = `_${count} more_`;
  if (row.startsWith('|')) {
    return `| ${words} |${'  |'.repeat(row.split(/(?<!\\)\|/).length - 3)}`;
  }
  return row.startsWith('- ') ? `- ${words}` : `${at + 1}. ${words}`;
}

/**
 * The first rows of a table or list in at most `limit` characters, one at
 * least, and how many more there are.
 *
 * @internal
 */
export function firstRows(block: string, limit: number): string {
  if (block.length <= limit) return block;
  const lines = block.split('\n');
  const first = lines.findIndex(line => ITEM.test(line));
  // A table has two lines before its first row.
  const head = first + (lines[first]?.startsWith('|') ? 2 : 0);
  const rows = lines.slice(head);
  if (rows.length < 3) return block;
  const longest = remainder(rows[0], rows.length, rows.length).length;
  let length = lines.slice(0, head).join('\n').length + 1 + longest;
  let keep = 0;
  for (const row of rows) {
    length += row.length + 1;
    if (length > limit && keep > 0) break;
    keep += 1;
  }
  const rest = remainder(rows[0], keep, rows.length - keep);
  return [...lines.slice(0, head + keep), rest].join('\n');
}
