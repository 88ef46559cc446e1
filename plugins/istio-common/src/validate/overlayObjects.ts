import type { ManifestObject } from '../build/manifest';
import { manifestRef } from '../build/manifest';
import type { MeshIndex } from '../index/MeshIndex';
import type { MeshObject } from '../model/meshObject';
import type { StringMap } from '../model/objectMeta';
import type { PodObject, WorkloadObject } from '../model/workloadObjects';
import { trimRaw } from '../replay/trimRaw';

/** What the cluster adds to an object and a definition does not say. */
const KEPT: Readonly<Partial<Record<MeshObject['type'], readonly string[]>>> = {
  certificate: [
    'conditions',
    'notBefore',
    'notAfter',
    'renewalTime',
    'revision',
    'failedIssuanceAttempts',
    'lastFailureTime',
  ],
  issuer: ['conditions'],
  workload: ['readyReplicas', 'replicas'],
};

/** Labels as the API server merges them; `null` takes one away. */
function mergedLabels(
  live: StringMap | undefined,
  proposed: ManifestObject['metadata']['labels'],
): Record<string, string> {
  const merged = new Map(Object.entries(live ?? {}));
  for (const [key, value] of Object.entries(proposed ?? {})) {
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

function withStatus(proposed: MeshObject, live: MeshObject): MeshObject {
  const keys = new Set(KEPT[proposed.type] ?? []);
  const kept = Object.entries(live).filter(([key]) => keys.has(key));
  // The fields are those of the same type of object.
  return { ...proposed, ...Object.fromEntries(kept) } as MeshObject;
}

/** The first pod of a workload that the change brings, which is still to start. */
function firstPod(
  { ref, template }: WorkloadObject,
  createdAt: string,
): PodObject {
  const own = template.labels['sidecar.istio.io/inject'] === 'true';
  return {
    type: 'pod',
    ref: { ...ref, group: '', kind: 'Pod', name: `${ref.name}-0` },
    createdAt,
    labels: template.labels,
    owner: { group: ref.group, kind: ref.kind, name: ref.name },
    phase: 'Running',
    ready: true,
    ...(template.serviceAccount && { serviceAccount: template.serviceAccount }),
    ...(own && {
      proxy: { image: 'auto', native: false, router: true },
      injection: {},
    }),
  };
}

const DOMAIN = 'cluster.local';

/**
 * Names of Services under the domain that the live index is judged by, which
 * is not told the domain of its cluster.
 */
function inDefaultDomain(
  object: ManifestObject,
  domain: string,
): ManifestObject {
  if (domain === DOMAIN) return object;
  // A domain has no character that JSON writes in another way.
  return JSON.parse(
    JSON.stringify(object).replaceAll(`.svc.${domain}`, `.svc.${DOMAIN}`),
  );
}

/**
 * The proposed objects as the cluster would hold them: those that are there
 * keep their age and their status, new ones are the youngest, so that they
 * lose where the oldest wins. A workload that is new comes with a pod.
 *
 * @internal
 */
export function overlayObjects(
  index: MeshIndex,
  objects: readonly ManifestObject[],
  { now, clusterDomain = DOMAIN }: { now: Date; clusterDomain?: string },
): MeshObject[] {
  return objects.flatMap(proposed => {
    const object = inDefaultDomain(proposed, clusterDomain);
    const live = index.find(manifestRef(object));
    const createdAt = live?.createdAt ?? now.toISOString();
    const { metadata } = object;
    const labels =
      live?.type === 'namespace'
        ? mergedLabels(live.labels, metadata.labels)
        : metadata.labels;
    const trimmed = trimRaw({
      ...object,
      metadata: { ...metadata, labels, creationTimestamp: createdAt },
    });
    if (!trimmed) return [];
    const settled = live ? withStatus(trimmed, live) : trimmed;
    const isNew = settled.type === 'workload' && !live;
    return isNew ? [settled, firstPod(settled, createdAt)] : [settled];
  });
}
