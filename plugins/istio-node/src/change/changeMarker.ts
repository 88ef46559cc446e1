import { type ChangeKind, isChangeKind } from './changeKind';

/** What tells the text of a file again; see `textHash`. @public */
export interface TextNote {
  /** After our last push, where nobody else had edited it. */
  hash?: string;
  /** On base, where the pull request changes it. */
  from?: string;
}

/** A file as the pull request changes it. @internal */
export interface MarkedFile extends TextNote {
  change: ChangeKind;
  added: number;
  removed: number;
}

/** An object as the pull request changes it. @internal */
export interface MarkedObject {
  change: ChangeKind;
  /** Its file; absent in markers of older versions. */
  path?: string;
}

/** What a pull request remembers for the next run; hidden from readers. @internal */
export interface ChangeMarker {
  change: string;
  /** Hash of what the text says; equal means that it need not be written. */
  state: string;
  /** Identity of an object → what the pull request does to it. */
  objects: Record<string, MarkedObject>;
  /** Path → what the pull request does to the file. */
  files: Record<string, MarkedFile>;
}

const OPEN = '<!-- meshwright:';
const CLOSE = ' -->';

/** Descriptions are short on some forges: a file is named once, then counted. */
function packed({ objects, files, ...rest }: ChangeMarker) {
  const paths = Object.keys(files);
  return {
    ...rest,
    objects: Object.fromEntries(
      Object.entries(objects).map(([id, { change, path }]) => {
        const at = path === undefined ? -1 : paths.indexOf(path);
        return [id, at < 0 ? change : [change, at]];
      }),
    ),
    files,
  };
}

/** The marker as an HTML comment that nothing inside can close. @internal */
export function writeMarker(marker: ChangeMarker): string {
  const json = JSON.stringify(packed(marker)).replace(
    /[<>-]/g,
    character => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
  return `${OPEN}${json}${CLOSE}`;
}

function entries(value: unknown): Array<[string, unknown]> {
  return value !== null && typeof value === 'object'
    ? Object.entries(value)
    : [];
}

function toFile(value: unknown): MarkedFile | undefined {
  const { change, added, removed, hash, from } = Object.fromEntries(
    entries(value),
  );
  return isChangeKind(change) &&
    typeof added === 'number' &&
    typeof removed === 'number'
    ? {
        ...{ change, added, removed },
        ...(typeof hash === 'string' && { hash }),
        ...(typeof from === 'string' && { from }),
      }
    : undefined;
}

function toObject(
  value: unknown,
  paths: readonly string[],
): MarkedObject | undefined {
  const [change, at]: unknown[] = Array.isArray(value) ? value : [value];
  if (!isChangeKind(change)) return undefined;
  const path = typeof at === 'number' ? paths[at] : undefined;
  return { change, ...(path !== undefined && { path }) };
}

function toMarker(value: unknown): ChangeMarker | undefined {
  const raw = Object.fromEntries(entries(value));
  const { change, state } = raw;
  if (typeof change !== 'string' || typeof state !== 'string') return undefined;
  const files = entries(raw.files);
  const paths = files.map(([path]) => path);
  return {
    change,
    state,
    objects: Object.fromEntries(
      entries(raw.objects).flatMap(([id, item]) => {
        const object = toObject(item, paths);
        return object ? [[id, object]] : [];
      }),
    ),
    files: Object.fromEntries(
      files.flatMap(([path, item]) => {
        const file = toFile(item);
        return file ? [[path, file]] : [];
      }),
    ),
  };
}

/**
 * Reads the marker of a pull request. People can edit it, so it only ever
 * decides what is written into the text and which files are looked at. What it
 * says that the pull request made is taken back only where the file says so
 * too: by the annotation of the change, or by being just as it was written.
 *
 * @internal
 */
export function readMarker(body: string): ChangeMarker | undefined {
  const start = body.lastIndexOf(OPEN);
  const end = start < 0 ? -1 : body.indexOf(CLOSE, start);
  if (end < 0) return undefined;
  try {
    return toMarker(JSON.parse(body.slice(start + OPEN.length, end)));
  } catch {
    return undefined;
  }
}
