import type { MeshIndex } from '../index/MeshIndex';
import { byRef } from '../model/byCreation';
import type {
  WebhookConfigurationObject,
  WorkloadObject,
} from '../model/workloadObjects';
import { imageVersion } from './imageVersion';

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

function isMutating(object: WebhookConfigurationObject): boolean {
  return object.mutating;
}

/**
 * Revision by tag. Tags stand on webhook configurations and, since Istio 1.28,
 * on Services beside istiod, which come after: istiod takes both for its own,
 * and asks for the webhook to be deleted. The chart that makes a revision the
 * default writes the tag on its validating webhook, which decides last.
 * Source: pkg/revisions/tag_watcher.go, charts istiod (revision-tags-svc.yaml)
 * and default.
 */
export function findTags(index: MeshIndex): ReadonlyMap<string, string> {
  const webhooks = [...index.all('webhook')].sort(byRef);
  const homes = new Set(
    findControlPlanes(index).map(({ deployment }) => deployment.ref.namespace),
  );
  const services = [...index.all('service')].filter(
    ({ labels, ref }) =>
      labels?.['istio.io/tag'] !== undefined &&
      (homes.size === 0 || homes.has(ref.namespace)),
  );
  const tags = new Map<string, string>();
  for (const { labels } of [
    ...webhooks.filter(one => !isMutating(one)),
    ...webhooks.filter(isMutating),
    ...services.sort(byRef),
  ]) {
    const tag = labels?.['istio.io/tag'];
    const revision = labels?.['istio.io/rev'];
    if (tag && revision) tags.set(tag, revision);
  }
  return tags;
}

/**
 * The revision that validates configuration by default; it answers where no
 * revision is named and no default tag exists.
 * Source: pkg/revisions/tag_watcher.go (IsMine), default_watcher.go.
 */
export function validatingRevision(index: MeshIndex): string | undefined {
  const validator = index.find({
    group: 'admissionregistration.k8s.io',
    kind: 'ValidatingWebhookConfiguration',
    name: 'istiod-default-validator',
  });
  return validator?.labels?.['istio.io/rev'] || undefined;
}
