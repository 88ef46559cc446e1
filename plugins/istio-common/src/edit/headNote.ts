import { VALUES_NOTE } from './valuesNote';

const LEAD = `# ${VALUES_NOTE}:`;
const BYTE_ORDER_MARK = '\uFEFF';

interface Line {
  start: number;
  /** Behind its line break. */
  end: number;
  note: string;
}

/** The line with the note, among the comments above all values. */
function findLine(text: string): Line | undefined {
  let start = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  while (start < text.length) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed + 1;
    const line = text.slice(start, end).trimEnd();
    if (line.startsWith(LEAD)) {
      return { start, end, note: line.slice(LEAD.length).trim() };
    }
    if (line !== '' && !/^(?:[#%]|---$)/.test(line)) return undefined;
    start = end;
  }
  return undefined;
}

/** What a file of Helm values notes at its head. @internal */
export function headNote(text: string): string | undefined {
  return findLine(text)?.note;
}

/** The file with another note at its head, or without one. @internal */
export function withHeadNote(text: string, note: string | undefined): string {
  const found = findLine(text);
  const line = note === undefined ? '' : `${`${LEAD} ${note}`.trimEnd()}\n`;
  if (found) {
    return found.note === note
      ? text
      : text.slice(0, found.start) + line + text.slice(found.end);
  }
  const start = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  return text.slice(0, start) + line + text.slice(start);
}
