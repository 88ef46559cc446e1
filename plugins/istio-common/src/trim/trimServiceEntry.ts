import type { ServiceEntryObject } from '../model/networkingObjects';
import {
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

export function trimServiceEntry(
  resource: WatchedResource,
  raw: unknown,
): ServiceEntryObject | undefined {
  const base = objectBase('serviceentry', resource, raw, { labels: true });
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const endpoints = list(spec.endpoints).length;
  const subjects = texts(spec.subjectAltNames);
  return compact({
    ...base,
    hosts: texts(spec.hosts),
    exportTo: texts(spec.exportTo),
    ports: list(spec.ports)
      .map(fields)
      .flatMap(port => {
        const number = numeral(port.number);
        if (number === undefined) return [];
        return [
          compact({
            port: number,
            name: text(port.name),
            protocol: text(port.protocol) ?? '',
            targetPort: numeral(port.targetPort),
          }),
        ];
      }),
    location: text(spec.location),
    resolution: text(spec.resolution),
    endpoints: endpoints > 0 ? endpoints : undefined,
    subjectAltNames: subjects.length > 0 ? subjects : undefined,
    workloadSelector: stringMap(fields(spec.workloadSelector).labels),
  });
}
