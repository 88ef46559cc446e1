/** Where the line of a character begins. @internal */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where it ends, before its line break. @internal */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Above the comments and empty lines that lead to the line that starts here. @internal */
export function aboveComments(text: string, start: number): number {
  let at = start;
  while (at > 0) {
    const before = lineStart(text, at - 1);
    const line = text.slice(before, at - 1).trimStart();
    if (line !== '' && !line.startsWith('#')) break;
    at = before;
  }
  return at;
}
