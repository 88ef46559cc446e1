import { packed } from '../model/packed';
import type { StringMap } from '../model/objectMeta';

/** A JSON object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = Object.freeze({});

/** The value as a JSON object; empty when it is anything else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? // The checks leave a plain JSON object, whose values stay unknown.
      (value as Fields)
    : NO_FIELDS;
}

/** The value as a non-empty string. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** More of a free text than anybody reads, and than may be kept of a thousand objects. */
const LONGEST_TEXT = 4_096;

/** The value as a non-empty string, cut where it is longer than a page. */
export function briefText(value: unknown): string | undefined {
  return text(value)?.slice(0, LONGEST_TEXT);
}

/** The value as a finite number. */
export function numeral(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}

/** The value as a list; empty when it is anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The strings of a list. */
export function texts(value: unknown): string[] {
  return list(value).filter((item): item is string => text(item) !== undefined);
}

/** The strings of a list; absent when there is none. */
export function optionalTexts(value: unknown): string[] | undefined {
  const found = texts(value);
  return found.length > 0 ? found : undefined;
}

/** The string values of a JSON object; absent when there is none. */
export function stringMap(value: unknown): StringMap | undefined {
  const entries = Object.entries(fields(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** The object without the keys whose value is undefined, to save memory. */
export function compact<T extends object>(value: T): T {
  // A new object, because one that lost a key takes several times the room; and
  // lists without what they kept to grow.
  const kept = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => [key, Array.isArray(one) ? one.slice() : one]);
  // Only keys that may be absent are undefined.
  return packed(Object.fromEntries(kept) as T);
}
