import type { ControlPlaneStatus } from '../api/controlPlane';
import type { MeshIndex } from '../index/MeshIndex';
import { byRef } from '../model/byCreation';
import type { WorkloadObject } from '../model/workloadObjects';
import { imageVersion } from './imageVersion';
import { DEFAULT_SETTINGS, type MeshSettings } from './meshSettings';

/** What is known of the istiod of one revision. */
export interface ControlPlane {
  revision: string;
  deployment: WorkloadObject;
  version?: string;
  ready: boolean;
}

/** The istiod Deployments: label `app=istiod`, revision in `istio.io/rev`. */
export function findControlPlanes(index: MeshIndex): ControlPlane[] {
  const found: ControlPlane[] = [];
  for (const workload of index.all('workload')) {
    if (workload.ref.kind !== 'Deployment') continue;
    if (workload.labels?.app !== 'istiod') continue;
    const version = imageVersion(workload.discoveryImage);
    found.push({
      revision: workload.labels['istio.io/rev'] || 'default',
      deployment: workload,
      ...(version && { version }),
      ready: workload.readyReplicas > 0,
    });
  }
  return found.sort((a, b) => byRef(a.deployment, b.deployment));
}

/**
 * Revision by tag. Tags stand on webhook configurations and, since Istio 1.28,
 * on Services; the Services win where both name a tag.
 * Source: pilot/pkg/config/kube/tag (TagWatcher).
 */
export function findTags(index: MeshIndex): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const object of [...index.all('webhook'), ...index.all('service')]) {
    const tag = object.labels?.['istio.io/tag'];
    const revision = object.labels?.['istio.io/rev'];
    if (tag && revision) tags.set(tag, revision);
  }
  return tags;
}

/** The control planes as judged. */
export function assessControlPlanes(
  cluster: string,
  planes: readonly ControlPlane[],
  tags: ReadonlyMap<string, string>,
  settings: ReadonlyMap<string, MeshSettings>,
): ControlPlaneStatus[] {
  return planes.map(({ revision, deployment, version, ready }) => {
    const own = settings.get(revision) ?? DEFAULT_SETTINGS;
    return {
      cluster,
      ref: deployment.ref,
      revision,
      tags: [...tags]
        .filter(([, target]) => target === revision)
        .map(([tag]) => tag)
        .sort(),
      ...(version && { version }),
      ready,
      tone: ready ? 'ok' : 'error',
      trustDomain: own.trustDomain,
      rootNamespace: own.rootNamespace,
      outboundTrafficPolicy: own.outboundTrafficPolicy,
      autoMtls: own.autoMtls,
    };
  });
}
