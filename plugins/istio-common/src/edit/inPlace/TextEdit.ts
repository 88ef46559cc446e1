/** What stands instead of a part of a text. @internal */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** The text with all edits; undefined where two want the same part. @internal */
export function applyEdits(
  text: string,
  edits: readonly TextEdit[],
): string | undefined {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: instead } of sorted) {
    // What goes twice goes once.
    if (start < at && instead !== '') return undefined;
    parts.push(text.slice(at, Math.max(at, start)), instead);
    at = Math.max(at, end);
  }
  return parts.join('') + text.slice(at);
}
