/** A part of a sentence that leads somewhere. */
export interface TextTarget {
  match: string;
  href?: string;
}

/** One piece of a sentence; the pieces joined give the sentence again. */
export interface TextPiece {
  text: string;
  target?: TextTarget;
}

/** Cuts a sentence at the first place where each target stands in it. */
export function linkifyText(
  sentence: string,
  targets: readonly TextTarget[],
): TextPiece[] {
  return targets.reduce<TextPiece[]>(
    (pieces, target) => splitFirst(pieces, target),
    [{ text: sentence }],
  );
}

function splitFirst(pieces: TextPiece[], target: TextTarget): TextPiece[] {
  const index = pieces.findIndex(
    piece => !piece.target && wordIndex(piece.text, target.match) >= 0,
  );
  if (index < 0) return pieces;
  const { text } = pieces[index];
  const start = wordIndex(text, target.match);
  const end = start + target.match.length;
  const cut = [
    { text: text.slice(0, start) },
    { text: text.slice(start, end), target },
    { text: text.slice(end) },
  ];
  return [
    ...pieces.slice(0, index),
    ...cut.filter(piece => piece.text !== ''),
    ...pieces.slice(index + 1),
  ];
}

/** So that `#4` is not found in `#42`, nor `shop/cart` in `shop/cart-v2`. */
function wordIndex(text: string, match: string): number {
  if (!match) return -1;
  for (
    let at = text.indexOf(match);
    at >= 0;
    at = text.indexOf(match, at + 1)
  ) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + match.length] ?? ' ';
    const tail = text[at + match.length + 1] ?? ' ';
    const dotted = /[.:]/.test(after) && /\w/.test(tail);
    if (!/[\w/.-]/.test(before) && !/[\w/-]/.test(after) && !dotted) return at;
  }
  return -1;
}
