import type { ObjectNote } from '../../model/objectNote';
import { fields, list, text } from '../fields';

const WAYPOINT_BOUND = ['istio.io/WaypointBound'];
const ACCEPTED = ['Accepted', 'Programmed', 'ResolvedRefs'];

/** The conditions that are bad news when `False`, by `group/Kind`. */
const NEGATIVE: ReadonlyMap<string, readonly string[]> = new Map([
  ['/Service', WAYPOINT_BOUND],
  ['networking.istio.io/ServiceEntry', WAYPOINT_BOUND],
  ['networking.istio.io/WorkloadEntry', WAYPOINT_BOUND],
  [
    'security.istio.io/AuthorizationPolicy',
    ['ZtunnelAccepted', 'WaypointAccepted'],
  ],
  ['gateway.networking.k8s.io/Gateway', ACCEPTED],
  ['gateway.networking.k8s.io/HTTPRoute', ACCEPTED],
  ['gateway.networking.k8s.io/GRPCRoute', ACCEPTED],
]);

/** Text of a controller is kept for people, not as a store. */
const LONGEST_MESSAGE = 1024;

function brief(value: unknown): string {
  return (text(value) ?? '').slice(0, LONGEST_MESSAGE);
}

/**
 * Conditions by which a controller says no. Of routes, those under each parent.
 * Source: pkg/config/analysis/analyzers/conditions/conditions.go.
 */
export function conditionNotes(type: string, raw: unknown): ObjectNote[] {
  const wanted = NEGATIVE.get(type);
  if (!wanted) return [];
  const status = fields(fields(raw).status);
  const isRoute = type.endsWith('Route');
  const conditions = isRoute
    ? list(status.parents).flatMap(parent => list(fields(parent).conditions))
    : list(status.conditions);
  return conditions
    .map(fields)
    .filter(
      condition =>
        (condition.status === 'False' &&
          wanted.some(name => name === condition.type)) ||
        // Half accepted counts as True, and yet some of the rules are lost.
        (condition.type === 'WaypointAccepted' &&
          condition.reason === 'PartiallyInvalid'),
    )
    .map(condition => ({
      name: 'negative-condition',
      details: [
        brief(condition.type),
        brief(condition.reason),
        brief(condition.message),
      ],
    }));
}
