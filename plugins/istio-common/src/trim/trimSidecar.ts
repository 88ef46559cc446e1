import type { EgressListener, SidecarObject } from '../model/networkingObjects';
import {
  type Fields,
  compact,
  fields,
  list,
  numeral,
  stringMap,
  text,
  texts,
} from './fields';
import { objectBase } from './objectBase';
import type { WatchedResource } from './watchedResources';

/** Port 0 stands for a listener on a socket, which is for no port of the mesh. */
function listener(raw: Fields): EgressListener {
  const { number, protocol } = fields(raw.port);
  const isProxy = text(protocol)?.toUpperCase() === 'HTTP_PROXY';
  return compact({
    port: raw.port ? numeral(number) ?? 0 : undefined,
    anyPort: isProxy ? true : undefined,
    hosts: texts(raw.hosts),
  });
}

/** A Sidecar: which workloads it is for, and what it lets them know. */
export function trimSidecar(
  resource: WatchedResource,
  raw: unknown,
): SidecarObject | undefined {
  const base = objectBase('sidecar', resource, raw);
  const { workloadSelector, egress, outboundTrafficPolicy } = fields(
    fields(raw).spec,
  );
  const listeners = list(egress).map(fields).map(listener);
  return (
    base &&
    compact({
      ...base,
      workloadSelector: stringMap(fields(workloadSelector).labels),
      egress: listeners.length > 0 ? listeners : undefined,
      // REGISTRY_ONLY is the zero value.
      outboundTrafficPolicy: outboundTrafficPolicy
        ? text(fields(outboundTrafficPolicy).mode) ?? 'REGISTRY_ONLY'
        : undefined,
    })
  );
}
