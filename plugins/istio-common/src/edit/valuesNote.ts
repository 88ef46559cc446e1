import { isValues, type Values } from './mergeValues';

/**
 * Where it is remembered which Helm values this project wrote, so that those go
 * that it no longer wants, and none of others: an annotation of a HelmRelease
 * or Application, a comment at the head of a file of values.
 *
 * @public
 */
export const VALUES_NOTE = 'meshwright.dev/values';

/** At the head of a note whose change says nothing of other values. */
const PART = '+';

type Path = readonly string[];

/** `a.b`, with dots inside of a key escaped as `helm --set` has them. */
function printPath(path: Path): string {
  return path.map(key => key.replace(/[\\.]/g, '\\$&')).join('.');
}

/** Also of hostile texts: what is no path is some path that nothing has. */
function readPath(text: string): string[] {
  const keys = text.match(/(?:\\.|[^\\.])+/g) ?? [];
  return keys.map(key => key.replace(/\\(.)/g, '$1'));
}

/** Where values stand: all that is no map, and maps without anything in them. */
function leaves(values: Values): string[][] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null || value === undefined) return [];
    return isValues(value) && Object.keys(value).length > 0
      ? leaves(value).map(path => [key, ...path])
      : [[key]];
  });
}

/** A key that a list of words cannot hold is not noted, so that its value stays. */
const isNotable = (path: Path) => path.every(key => /^\S+$/.test(key));

const printed = (paths: Iterable<string>) => [...paths].sort().join(' ');

interface Noted {
  paths: ReadonlySet<string>;
  isPart: boolean;
}

function readNote(note: string): Noted {
  const words = note.split(/\s+/).filter(word => word !== '');
  return {
    paths: new Set(words.filter(word => word !== PART)),
    isPart: words[0] === PART,
  };
}

/** The note of values that a change writes. @internal */
export function writeNote(values: Values): string {
  return printed(leaves(values).filter(isNotable).map(printPath));
}

/** The note of a change that says nothing of values that it does not have. @internal */
export function noteOfPart(note: string): string {
  return isNoteOfPart(note) ? note : `${PART} ${note}`.trimEnd();
}

/** @internal */
export function isNoteOfPart(note: string): boolean {
  return readNote(note).isPart;
}

/** A note as it stands where there was none before. @internal */
export function firstNote(note: string): string {
  return isNoteOfPart(note) ? printed(readNote(note).paths) : note;
}

function valueAt(values: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      isValues(value) && Object.hasOwn(value, key) ? value[key] : undefined,
    values,
  );
}

/** Whether values have something at a path. @internal */
export function hasValue(values: Values, path: Path): boolean {
  return valueAt(values, path) !== undefined;
}

/** How people are told of a path of values. @internal */
export const pathOfValue: (path: Path) => string = printPath;

/**
 * What goes of values that are there, and what is noted from now on: a value
 * goes that an earlier run wrote and this one does not. Without a note of an
 * earlier run nobody knows, and nothing goes.
 *
 * @internal
 */
export function compareNotes(
  there: Values,
  had: string | undefined,
  wants: string | undefined,
): { gone: string[][]; note: string | undefined } {
  if (wants === undefined) return { gone: [], note: had };
  const [old, now] = [readNote(had ?? ''), readNote(wants)];
  if (now.isPart) {
    // What the rest of an older file is stays unknown.
    if (had === undefined) return { gone: [], note: undefined };
    const more = [...now.paths].some(path => !old.paths.has(path));
    const both = new Set([...old.paths, ...now.paths]);
    return { gone: [], note: more ? printed(both) : had };
  }
  const gone = [...old.paths]
    .filter(path => !now.paths.has(path))
    .map(readPath)
    .filter(path => {
      const value = valueAt(there, path);
      // What people made a map of is theirs.
      return !isValues(value) || Object.keys(value).length === 0;
    });
  return { gone, note: wants };
}
