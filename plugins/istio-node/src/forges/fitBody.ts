const noteOf = (limit: number) =>
  `_Shortened to the ${limit} characters that there is room for. The task has the whole text._`;

/** How many folds a paragraph opens, and whether it opens or ends a code block. */
function opens(block: string): { folds: number; fences: number } {
  return {
    folds: block.split('<details>').length - block.split('</details>').length,
    fences: block.split('\n').filter(line => line.startsWith('```')).length,
  };
}

/** As many whole paragraphs from the beginning as there is room for. */
function beginning(text: string, room: number): string {
  const blocks = text.split('\n\n');
  let [length, folds, fences, count] = [0, 0, 0, 0];
  for (const [i, block] of blocks.entries()) {
    length += block.length + (i === 0 ? 0 : 2);
    if (length > room) break;
    const opened = opens(block);
    folds += opened.folds;
    fences += opened.fences;
    // Nothing stays open behind the cut.
    if (folds === 0 && fences % 2 === 0) count = i + 1;
  }
  return blocks.slice(0, count).join('\n\n');
}

/**
 * A body of a pull request in at most `limit` characters: what is left out is
 * left out at the end, by paragraph, but for the comment that the next run
 * reads. A comment that is too long itself goes too: the next run then writes
 * the text again.
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
  const kept = comment.length + note.length + 2 <= limit ? comment : '';
  const text = comment ? body.slice(0, start) : body;
  const shorter = beginning(text, limit - kept.length - note.length - 2);
  return shorter ? `${shorter}\n\n${note}${kept}` : `${note}${kept}`;
}
