import type { ObjectNote } from '../../model/objectNote';
import { type Fields, fields, list, numeral, text } from '../fields';
import { placeOf } from './placeOf';

/** Pairs are compared, so that there must be an end. */
const MOST_PREFIXES = 200;

interface PrefixMatch {
  readonly route: string;
  readonly match: string;
  readonly key: string;
  readonly prefix: string;
  readonly port: number;
  /** Method, authority, headers, query, and headers that must be absent. */
  readonly conditions: ReadonlyArray<ReadonlyMap<string, string>>;
}

function condition(raw: unknown): string {
  const { exact, prefix } = fields(raw);
  if (text(exact)) return `exact:${exact}`;
  return text(prefix) ? `prefix:${prefix}` : '';
}

function conditions(raw: unknown): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(fields(raw)).map(([name, value]) => [
      name,
      condition(value),
    ]),
  );
}

function prefixMatches(routes: readonly Fields[]): PrefixMatch[] {
  const found: PrefixMatch[] = [];
  for (const [position, route] of routes.entries()) {
    const matches = list(route.match).map(fields);
    // What stands behind a route without matches is unreachable already.
    if (matches.length === 0) break;
    for (const [index, match] of matches.entries()) {
      const prefix = text(fields(match.uri).prefix);
      if (!prefix) continue;
      found.push({
        route: placeOf(route, position),
        match: placeOf(match, index),
        key: JSON.stringify({ ...match, name: undefined }),
        prefix,
        port: numeral(match.port) ?? 0,
        conditions: [
          new Map([
            ['method', condition(match.method) || 'exact:GET'],
            ['authority', condition(match.authority)],
          ]),
          conditions(match.headers),
          conditions(match.queryParams),
          conditions(match.withoutHeaders),
        ],
      });
    }
  }
  return found.slice(0, MOST_PREFIXES);
}

/** Whether the earlier match takes whatever the later one would. */
function covers(earlier: PrefixMatch, later: PrefixMatch): boolean {
  return (
    later.prefix.startsWith(earlier.prefix) &&
    later.port === earlier.port &&
    earlier.conditions.every((mine, part) => {
      const theirs = later.conditions[part];
      return (
        mine.size === theirs.size &&
        [...mine].every(([name, value]) => {
          const other = theirs.get(name);
          return other !== undefined && value.startsWith(other);
        })
      );
    })
  );
}

/**
 * Prefix matches inside that of an earlier one, `/debug` before `/debugs`.
 * Source: pkg/config/validation/validation.go, coveredValidation.
 */
export function coveredPrefixes(routes: readonly Fields[]): ObjectNote[] {
  const distinct = new Map<string, PrefixMatch>();
  for (const match of prefixMatches(routes)) {
    if (!distinct.has(match.key)) distinct.set(match.key, match);
  }
  const matches = [...distinct.values()];
  return matches.flatMap((later, position) => {
    const earlier = matches
      .slice(0, position)
      .find(one => one.prefix !== later.prefix && covers(one, later));
    return earlier
      ? [
          {
            name: 'ineffective-match' as const,
            details: [later.route, later.match, earlier.route],
          },
        ]
      : [];
  });
}
