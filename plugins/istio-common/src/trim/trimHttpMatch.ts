import type { HttpMatch, MatchConditions } from '../model/networkingObjects';
import {
  type Fields,
  compact,
  fields,
  numeral,
  optionalTexts,
  stringMap,
  text,
} from './fields';

/** A condition in words, "prefix /api"; a regular expression is shown as it is. */
function stringMatch(raw: unknown): string {
  const match = fields(raw);
  for (const kind of ['exact', 'prefix', 'regex']) {
    const value = text(match[kind]);
    if (value) return `${kind} ${value}`;
  }
  return 'present';
}

function conditionsOf(match: Fields): MatchConditions {
  const conditions: Record<string, string> = {};
  for (const key of ['uri', 'method', 'scheme', 'authority']) {
    const value = match[key] ? stringMatch(match[key]) : 'present';
    if (value !== 'present') conditions[key] = value;
  }
  for (const key of ['headers', 'withoutHeaders', 'queryParams']) {
    for (const [name, value] of Object.entries(fields(match[key]))) {
      conditions[`${key} ${name}`] = stringMatch(value);
    }
  }
  return conditions;
}

/** Paths that take every request. */
const EVERY_PATH: ReadonlySet<string | undefined> = new Set([
  undefined,
  'prefix /',
  'regex .*',
]);

/** What a match says, in words. */
export function matchTitle(conditions: MatchConditions): string {
  const words = Object.entries(conditions).map(([key, value]) => {
    if (key === 'uri') return value;
    return key.includes(' ') ? key : `${key} ${value}`;
  });
  return words.join(', ') || 'any request';
}

/**
 * A match on nothing but the prefix `/` (or on nothing at all) takes every
 * request, so that later routes are never reached.
 * Source: pilot/pkg/networking/core/route/route.go, IsCatchAllRoute.
 */
export function isCatchAll(conditions: MatchConditions): boolean {
  return (
    EVERY_PATH.has(conditions.uri) &&
    Object.keys(conditions).every(key => key === 'uri')
  );
}

/** @param keepConditions - for routes that are merged with those of another object */
export function trimHttpMatch(
  match: Fields,
  keepConditions: boolean,
): HttpMatch {
  const conditions = conditionsOf(match);
  return compact({
    title: matchTitle(conditions),
    catchAll: isCatchAll(conditions),
    gateways: optionalTexts(match.gateways),
    port: numeral(match.port),
    sourceNamespace: text(match.sourceNamespace),
    sourceLabels: stringMap(match.sourceLabels),
    conditions: keepConditions ? conditions : undefined,
    ignoreCase:
      keepConditions && match.ignoreUriCase === true ? true : undefined,
  });
}
