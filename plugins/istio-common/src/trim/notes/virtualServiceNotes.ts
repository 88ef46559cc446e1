import type { ObjectNote } from '../../model/objectNote';
import { type Fields, fields, list, numeral } from '../fields';
import { unreachableRoutes } from './unreachableRoutes';

/** A header name of this form stands for a claim of a validated token. */
const CLAIM = /^@request\.auth\.claims(\..+|\[.+\])$/i;

const LONGEST_CLAIM = 256;

function claimOf(routes: readonly Fields[]): string | undefined {
  for (const match of routes.flatMap(route => list(route.match).map(fields))) {
    for (const part of [match.headers, match.withoutHeaders]) {
      const claim = Object.keys(fields(part)).find(name => CLAIM.test(name));
      if (claim) return claim.slice(0, LONGEST_CLAIM);
    }
  }
  return undefined;
}

/**
 * Unreachable routes, the deprecated share of a fault, and routing by a claim.
 * Source: pkg/config/analysis/analyzers/deprecation/deprecation.go and
 * virtualservice/jwtclaimroute.go.
 */
export function virtualServiceNotes(raw: unknown): ObjectNote[] {
  const spec = fields(fields(raw).spec);
  const routes = list(spec.http).map(fields);
  const claim = claimOf(routes);
  const usesPercent = routes.some(
    route => (numeral(fields(fields(route.fault).delay).percent) ?? 0) > 0,
  );
  return [
    ...unreachableRoutes(spec),
    ...(usesPercent
      ? [
          {
            name: 'deprecated-field' as const,
            details: ['http.fault.delay.percent', 'percentage'],
          },
        ]
      : []),
    ...(claim ? [{ name: 'jwt-claim-route' as const, details: [claim] }] : []),
  ];
}
