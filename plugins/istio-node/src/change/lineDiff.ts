import {
  createTwoFilesPatch,
  structuredPatch,
  type StructuredPatchHunk,
} from 'diff';

/**
 * Lines that differ, at most: to compare texts takes time that grows with the
 * square of that, and others may put any text in the place of one of ours. A
 * text that comes or goes whole has nothing to be compared with.
 */
const MOST_LINES = 1000;

function limits(before: string, after: string): { maxEditLength: number } {
  const isWhole = before === '' || after === '';
  return { maxEditLength: isWhole ? Infinity : MOST_LINES };
}

/** What differs between two texts; undefined where it is too much to be told by lines. @internal */
export function hunksOf(
  before: string,
  after: string,
  context: number,
): StructuredPatchHunk[] | undefined {
  return structuredPatch('', '', before, after, '', '', {
    context,
    ...limits(before, after),
  })?.hunks;
}

/** The same as a patch. @internal */
export function patchOf(
  [oldName, newName]: readonly [string, string],
  before: string,
  after: string,
): string | undefined {
  return createTwoFilesPatch(oldName, newName, before, after, '', '', {
    ...limits(before, after),
  })?.replace(/^=+\n/, '');
}

/** How many lines a text has. @internal */
export function lineCount(text: string): number {
  const breaks = text.split('\n').length - 1;
  return text === '' || text.endsWith('\n') ? breaks : breaks + 1;
}
