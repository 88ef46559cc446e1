const NOTE =
  '_Shortened: Azure DevOps takes 4000 characters. The task has the whole text._';

/** Whether text ends inside of a fold or a code block. */
function isOpen(text: string): boolean {
  const folds =
    text.split('<details>').length - text.split('</details>').length;
  const fences = text.split('\n').filter(line => line.startsWith('```')).length;
  return folds !== 0 || fences % 2 !== 0;
}

/**
 * A body of a pull request in at most `limit` characters: what is left out is
 * left out at the end, by paragraph, but for the comment that the next run
 * reads. A comment that is too long itself goes too: the next run then writes
 * the text again.
 *
 * @internal
 */
export function fitBody(body: string, limit: number): string {
  if (body.length <= limit) return body;
  const start = body.lastIndexOf('\n\n<!--');
  const comment = start >= 0 && body.endsWith('-->') ? body.slice(start) : '';
  const kept = comment.length + NOTE.length + 2 <= limit ? comment : '';
  const text = comment ? body.slice(0, start) : body;
  const blocks = text.split('\n\n');
  const room = limit - kept.length - NOTE.length - 2;
  while (blocks.length) {
    const shorter = blocks.join('\n\n');
    if (shorter.length <= room && !isOpen(shorter)) {
      return `${shorter}\n\n${NOTE}${kept}`;
    }
    blocks.pop();
  }
  return `${NOTE}${kept}`;
}
