import type { SidecarObject } from '../model/networkingObjects';
import { compact, fields, stringMap } from './fields';
import { objectBase } from './objectBase';
import type { WatchedResource } from './watchedResources';

/** A Sidecar: only which workloads it is for. */
export function trimSidecar(
  resource: WatchedResource,
  raw: unknown,
): SidecarObject | undefined {
  const base = objectBase('sidecar', resource, raw);
  const { workloadSelector } = fields(fields(raw).spec);
  return (
    base &&
    compact({
      ...base,
      workloadSelector: stringMap(fields(workloadSelector).labels),
    })
  );
}
