import type { StringMap } from '../../model/objectMeta';

const USE_WAYPOINT = 'istio.io/use-waypoint';
const USE_WAYPOINT_NAMESPACE = 'istio.io/use-waypoint-namespace';

/** The waypoint that an object is meant to use. */
export interface WaypointTarget {
  name: string;
  namespace: string;
  /** Whether the object names it itself, or its namespace does. */
  inherited: boolean;
}

function named(
  labels: StringMap | undefined,
  namespace: string,
  inherited: boolean,
): WaypointTarget | 'none' | undefined {
  const name = labels?.[USE_WAYPOINT];
  if (name === undefined) return undefined;
  if (name === 'none') return 'none';
  return {
    name,
    namespace: labels?.[USE_WAYPOINT_NAMESPACE] ?? namespace,
    inherited,
  };
}

/**
 * The waypoint of an object: the one that it names itself, else the one of its
 * namespace; `none` on the object opts out. Without a namespace beside it the
 * name is one in the object's own namespace.
 * Source: pilot/pkg/serviceregistry/ambient/waypoints.go
 * (fetchWaypointForTarget, GetUseWaypoint).
 */
export function waypointTarget(
  labels: StringMap | undefined,
  namespaceLabels: StringMap | undefined,
  namespace: string,
): WaypointTarget | undefined {
  const found =
    named(labels, namespace, false) ?? named(namespaceLabels, namespace, true);
  return found === 'none' ? undefined : found;
}
