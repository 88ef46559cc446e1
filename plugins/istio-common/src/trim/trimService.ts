import type { ServiceObject } from '../model/workloadObjects';
import { compact, fields, list, numeral, stringMap, text } from './fields';
import { conditionsOf, objectBase } from './objectBase';
import type { WatchedResource } from './watchedResources';

const MESSAGE_LIMIT = 500;

const SERVICE_ANNOTATIONS: ReadonlySet<string> = new Set([
  'networking.istio.io/exportTo',
]);

/** What istiod says of the Service's waypoint. */
function waypointBound(raw: unknown): ServiceObject['waypointBound'] {
  const found = conditionsOf(raw).find(
    ({ type }) => type === 'istio.io/WaypointBound',
  );
  return (
    found &&
    compact({
      status: found.status,
      reason: found.reason,
      message: found.message?.slice(0, MESSAGE_LIMIT),
    })
  );
}

export function trimService(
  resource: WatchedResource,
  raw: unknown,
): ServiceObject | undefined {
  const base = objectBase('service', resource, raw, {
    labels: true,
    annotations: SERVICE_ANNOTATIONS,
  });
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const ports = list(spec.ports)
    .map(fields)
    .flatMap(port => {
      const number = numeral(port.port);
      if (number === undefined) return [];
      return [
        compact({
          port: number,
          name: text(port.name),
          targetPort: String(
            numeral(port.targetPort) ?? text(port.targetPort) ?? number,
          ),
          protocol: text(port.protocol) ?? 'TCP',
          appProtocol: text(port.appProtocol),
        }),
      ];
    });
  return compact({
    ...base,
    selector: stringMap(spec.selector),
    ports,
    headless: spec.clusterIP === 'None' ? true : undefined,
    externalName:
      spec.type === 'ExternalName' ? text(spec.externalName) : undefined,
    waypointBound: waypointBound(raw),
  });
}
