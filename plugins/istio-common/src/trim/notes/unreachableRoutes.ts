import type { ObjectNote } from '../../model/objectNote';
import { type Fields, fields, list } from '../fields';
import { coveredPrefixes } from './coveredPrefixes';
import { placeOf } from './placeOf';

/** Enough to see what is wrong; a route list can be endless. */
const MOST_NOTES = 16;

function isZero(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === 0 ||
    value === false ||
    (typeof value === 'object' &&
      Object.keys(Array.isArray(value) ? value : fields(value)).length === 0)
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** What a match asks, whatever it is called and in whatever order it is written. */
function matchKey(match: Fields): string {
  return JSON.stringify(
    sorted(
      Object.fromEntries(
        Object.entries(match).filter(
          ([key, value]) => key !== 'name' && !isZero(value),
        ),
      ),
    ),
  );
}

function duplicates(routes: readonly Fields[]): ObjectNote[] {
  const notes: ObjectNote[] = [];
  const seen = new Map<string, string>();
  let open = false;
  routes.forEach((route, position) => {
    const place = placeOf(route, position);
    const matches = list(route.match).map(fields);
    const unreachable = (reason: string) =>
      notes.push({ name: 'unreachable-route', details: [place, reason] });
    if (open) {
      unreachable('an earlier route takes every request');
    } else if (matches.length === 0) {
      open = true;
    } else {
      let repeated = 0;
      matches.forEach((match, index) => {
        const key = matchKey(match);
        const earlier = seen.get(key);
        if (earlier === undefined) {
          seen.set(key, place);
          return;
        }
        repeated += 1;
        notes.push({
          name: 'ineffective-match',
          details: [place, placeOf(match, index), earlier],
        });
      });
      if (repeated === matches.length) {
        unreachable('earlier routes have all of its matches');
      }
    }
  });
  return notes;
}

/**
 * Routes that no request reaches, and matches that repeat or lie inside an
 * earlier one.
 * Source: pkg/config/validation/validation.go, analyzeUnreachableHTTPRules.
 */
export function unreachableRoutes(spec: Fields): ObjectNote[] {
  const parts = [spec.http, spec.tcp, spec.tls].map(raw =>
    list(raw).map(fields),
  );
  return [...parts.flatMap(duplicates), ...coveredPrefixes(parts[0])].slice(
    0,
    MOST_NOTES,
  );
}
