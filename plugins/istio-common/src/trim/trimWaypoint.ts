import type { KubernetesGatewayObject } from '../model/gatewayApiObjects';
import { type Fields, compact, fields, list, stringMap, text } from './fields';
import { conditionsOf } from './objectBase';
import { trimSelector } from './trimSelector';

const WAYPOINT_FOR = 'istio.io/waypoint-for';

/** The listener through which waypoints take traffic. */
function isMeshListener(listener: Fields): boolean {
  return listener.protocol === 'HBONE' && listener.port === 15008;
}

/**
 * What makes a Gateway a waypoint, and for whom; undefined for any other
 * Gateway. Waypoints are of a class of Istio for them, or carry its label, or
 * have the listener of the mesh protocol.
 * Source: pilot/pkg/serviceregistry/ambient/waypoints.go (makeAllowedRoutes),
 * pkg/config/constants (gateway classes).
 */
export function trimWaypoint(
  raw: unknown,
): KubernetesGatewayObject['waypoint'] {
  const spec = fields(fields(raw).spec);
  const labels = stringMap(fields(fields(raw).metadata).labels);
  const listener = list(spec.listeners).map(fields).find(isMeshListener);
  const className = text(spec.gatewayClassName) ?? '';
  const serves = labels?.[WAYPOINT_FOR];
  const isWaypoint =
    /^istio-(agentgateway-)?waypoint$/.test(className) ||
    serves !== undefined ||
    (listener !== undefined && className !== 'istio-east-west');
  if (!isWaypoint) return undefined;
  const from = fields(fields(listener?.allowedRoutes).namespaces);
  const programmed = conditionsOf(raw).find(
    ({ type }) => type === 'Programmed',
  );
  return compact({
    serves,
    from: text(from.from),
    selector: trimSelector(from.selector),
    programmed: programmed?.status,
    problem:
      programmed && programmed.status !== 'True'
        ? programmed.message?.slice(0, 500)
        : undefined,
  });
}
