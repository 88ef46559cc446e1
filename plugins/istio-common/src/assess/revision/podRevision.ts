import type { PodObject } from '../../model/workloadObjects';
import { podDataPlane } from '../dataplane/podDataPlane';
import { imageVersion } from '../imageVersion';

/** What a pod's proxy runs. */
export interface PodRevision {
  revision: string;
  version?: string;
  /** True when the version is that of the control plane, not read off the image. */
  inferred: boolean;
}

/** A tag stands for the revision it points at; empty means `default`. */
export function resolveRevision(
  name: string | undefined,
  tags: ReadonlyMap<string, string>,
  revisions: Pick<ReadonlySet<string>, 'has'>,
): string {
  const named = name || 'default';
  // A revision of that very name wins over a tag.
  return revisions.has(named) ? named : tags.get(named) ?? named;
}

/**
 * The revision that injected a pod: its annotation, else the injector's
 * status, else the label, which may be a tag. Undefined without a proxy.
 */
export function podRevision(
  pod: PodObject,
  tags: ReadonlyMap<string, string>,
  versions: ReadonlyMap<string, string | undefined>,
): PodRevision | undefined {
  const mode = podDataPlane(pod);
  if (mode !== 'sidecar' && mode !== 'gateway') return undefined;
  const revision = resolveRevision(
    pod.annotations?.['istio.io/rev'] ??
      pod.injection?.revision ??
      pod.labels?.['istio.io/rev'],
    tags,
    versions,
  );
  const custom = pod.annotations?.['sidecar.istio.io/proxyImage'] !== undefined;
  const own = custom ? undefined : imageVersion(pod.proxy?.image);
  if (own) return { revision, version: own, inferred: false };
  const version = versions.get(revision);
  return { revision, ...(version && { version }), inferred: true };
}
