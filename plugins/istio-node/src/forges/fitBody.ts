import {
  firstRows,
  markdownBlocks,
  type MarkdownBlock,
} from './markdownBlocks';

const noteOf = (limit: number) =>
  `_Shortened to the ${limit} characters that there is room for. The task has the whole text._`;

/** How long a table or list may be, tried one after another. */
const ROWS = [8000, 4000, 2000, 1200, 800, 500, 300, 200];

/** What nobody should merge without, when there is no room for the rest. */
const NEEDED = /^## (?:Checks|Rollback)/;

const join = (blocks: readonly MarkdownBlock[]) =>
  blocks.map(({ text }) => text).join('\n\n');

function withRowsOf(
  blocks: readonly MarkdownBlock[],
  limit: number,
): MarkdownBlock[] {
  return blocks.map(block =>
    block.kind === 'rows'
      ? { ...block, text: firstRows(block.text, limit) }
      : block,
  );
}

/** Without folds, the last first, then with shorter tables and lists. */
function shorten(text: string, room: number): string | undefined {
  let blocks = markdownBlocks(text);
  while (join(blocks).length > room) {
    const fold = blocks.map(({ kind }) => kind).lastIndexOf('fold');
    if (fold < 0) break;
    blocks = blocks.filter((_, at) => at !== fold);
  }
  return [Infinity, ...ROWS]
    .map(limit => join(withRowsOf(blocks, limit)))
    .find(shorter => shorter.length <= room);
}

/** A heading and what is below it. */
function sectionsOf(blocks: readonly MarkdownBlock[]): MarkdownBlock[][] {
  const sections: MarkdownBlock[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push([]);
    sections.at(-1)?.push(block);
  }
  return sections;
}

/** As many paragraphs as there is room for, those that are needed before others. */
function selection(text: string, room: number): string {
  const blocks = withRowsOf(
    markdownBlocks(text).filter(({ kind }) => kind !== 'fold'),
    ROWS.at(-1) ?? 0,
  );
  const [lead, ...others] = sectionsOf(blocks);
  const isNeeded = ([heading]: MarkdownBlock[]) => NEEDED.test(heading.text);
  const order = [
    ...lead.map(block => [block]),
    ...others.filter(isNeeded),
    ...others.filter(section => !isNeeded(section)),
  ];
  const kept = new Set<MarkdownBlock>();
  let left = room;
  for (const section of order) {
    const cost = join(section).length + (kept.size > 0 ? 2 : 0);
    if (cost > left) continue;
    left -= cost;
    for (const block of section) kept.add(block);
  }
  return join(blocks.filter(block => kept.has(block)));
}

/**
 * The comment without its lists: what is left tells the next run whose the pull
 * request is and whether its text is up to date.
 */
function shortComment(comment: string): string {
  const [, name, json = ''] =
    /^\n\n<!-- (\w+):(\{.*\}) -->$/s.exec(comment) ?? [];
  if (!name) return '';
  try {
    const texts = Object.entries(JSON.parse(json)).filter(
      ([, value]) => typeof value === 'string',
    );
    const short = JSON.stringify(Object.fromEntries(texts)).replace(
      /[<>-]/g,
      character => `\\u00${character.charCodeAt(0).toString(16)}`,
    );
    return `\n\n<!-- ${name}:${short} -->`;
  } catch {
    // People may have edited it.
    return '';
  }
}

/**
 * A body of a pull request in at most `limit` characters. Folds go first, then
 * rows of long tables and lists. Where that leaves no room for the whole comment
 * that the next run reads, it keeps what tells that the text is up to date; then
 * whole sections go, the checks and the rollback last. A comment that is too long
 * even so goes too: the next run then writes the text again.
 *
 * @param note - Says at the end that something was left out
 * @internal
 */
export function fitBody(
  body: string,
  limit: number,
  note = noteOf(limit),
): string {
  if (body.length <= limit) return body;
  const start = body.lastIndexOf('\n\n<!--');
  const comment = start >= 0 && body.endsWith('-->') ? body.slice(start) : '';
  const text = comment ? body.slice(0, start) : body;
  const roomBeside = (kept: string) => limit - kept.length - note.length - 2;
  for (const kept of new Set([comment, shortComment(comment)])) {
    const shorter = shorten(text, roomBeside(kept));
    if (shorter) return `${shorter}\n\n${note}${kept}`;
  }
  const kept =
    [comment, shortComment(comment)].find(
      one => one.length <= limit / 2 && roomBeside(one) >= -2,
    ) ?? '';
  const chosen = selection(text, roomBeside(kept));
  return chosen ? `${chosen}\n\n${note}${kept}` : `${note}${kept}`;
}
