import { type ChangeKind, isChangeKind } from './changeKind';

/** A file as the pull request changes it. @internal */
export interface MarkedFile {
  change: ChangeKind;
  added: number;
  removed: number;
}

/** What a pull request remembers for the next run; hidden from readers. @internal */
export interface ChangeMarker {
  change: string;
  /** Hash of what the text says; equal means that it need not be written. */
  state: string;
  /** Identity of an object → what the pull request does to it. */
  objects: Record<string, ChangeKind>;
  /** Path → what the pull request does to the file. */
  files: Record<string, MarkedFile>;
}

const OPEN = '<!-- meshwright:';
const CLOSE = ' -->';

/** The marker as an HTML comment that nothing inside can close. @internal */
export function writeMarker(marker: ChangeMarker): string {
  const json = JSON.stringify(marker).replace(
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
  const { change, added, removed } = Object.fromEntries(entries(value));
  return isChangeKind(change) &&
    typeof added === 'number' &&
    typeof removed === 'number'
    ? { change, added, removed }
    : undefined;
}

function toMarker(value: unknown): ChangeMarker | undefined {
  const raw = Object.fromEntries(entries(value));
  const { change, state } = raw;
  if (typeof change !== 'string' || typeof state !== 'string') return undefined;
  return {
    change,
    state,
    objects: Object.fromEntries(
      entries(raw.objects).flatMap(([id, kind]) =>
        isChangeKind(kind) ? [[id, kind]] : [],
      ),
    ),
    files: Object.fromEntries(
      entries(raw.files).flatMap(([path, item]) => {
        const file = toFile(item);
        return file ? [[path, file]] : [];
      }),
    ),
  };
}

/**
 * Reads the marker of a pull request. People can edit it, so it only ever
 * decides what is written into the text, never what is written into files.
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
