import type { ValidationFinding } from '../api/validation';
import type { IngressIntent } from '../build/ingress/ingressIntent';
import type { ManifestObject } from '../build/manifest';
import type { MeshIndex } from '../index/MeshIndex';
import type { ExposureZone } from '../model/zones';

/** What a check of an exposure reads. @internal */
export interface CheckInput {
  intent: IngressIntent;
  objects: readonly ManifestObject[];
  zones: readonly ExposureZone[];
  entityRef?: string;
}

/** A check that reads the change alone. @internal */
export interface OfflineCheck {
  id: string;
  /** What is verified, as in "… was not checked". */
  title: string;
  run(input: CheckInput): ValidationFinding[];
}

/** A check that reads the cluster too. @internal */
export interface LiveCheck {
  id: string;
  title: string;
  /** Resource keys without which it cannot judge. */
  needs: readonly string[];
  /** Resource keys of what counts too; a cluster that lacks the type has none. */
  alsoReads?: readonly string[];
  /** It can tell by the files of the repository alone. */
  byFiles?: boolean;
  run(input: CheckInput & { index: MeshIndex }): ValidationFinding[];
}

/** A zone covers its domain and all that is below it. @internal */
export function zoneCovers(zone: ExposureZone, host: string): boolean {
  const bare = host.startsWith('*.') ? host.slice(2) : host;
  return bare === zone.domain || bare.endsWith(`.${zone.domain}`);
}

/**
 * The zone that governs a host: of those that cover it and may be used from
 * the namespace in the cluster, the one with the longest domain.
 *
 * @internal
 */
export function zoneOf(
  intent: Pick<IngressIntent, 'host' | 'cluster' | 'namespace'>,
  zones: readonly ExposureZone[],
): ExposureZone | undefined {
  return zones
    .filter(
      zone =>
        zoneCovers(zone, intent.host) &&
        (zone.clusters?.includes(intent.cluster) ?? true) &&
        (zone.namespaces?.includes(intent.namespace) ?? true),
    )
    .sort((a, b) => b.domain.length - a.domain.length)[0];
}

/** `namespace/name`, as messages name an object. @internal */
export function named(ref: { namespace?: string; name: string }): string {
  return ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name;
}

/** The page that explains one of Istio's codes. @internal */
export function istioDocumentation(code: string): string {
  return `https://istio.io/latest/docs/reference/config/analysis/${code.toLocaleLowerCase(
    'en-US',
  )}/`;
}
