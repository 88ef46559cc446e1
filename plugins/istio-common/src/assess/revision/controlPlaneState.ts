import type { ObjectRef } from '../../model/identity';
import type { Webhook } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';

/** What answers for a revision. `remote`: it runs outside this cluster. */
export type ControlPlaneState =
  | 'ready'
  | 'not-ready'
  | 'missing'
  | 'remote'
  | 'unknown';

function webhooksOf(
  scope: AssessScope,
  configuration: ObjectRef | undefined,
): readonly Webhook[] {
  const found = configuration && scope.index.find(configuration);
  return found?.type === 'webhook' ? found.webhooks : [];
}

/** What the address of an injector says when no istiod of the revision runs here. */
function stateByAddress(
  scope: AssessScope,
  { remote, service }: Webhook,
): ControlPlaneState | undefined {
  if (remote) return 'remote';
  if (!service) return undefined;
  if (scope.unread('services', 'service')) return 'unknown';
  const found = scope.service(service.namespace, service.name);
  if (!found) return 'missing';
  // Endpoints written by hand lead out of the cluster.
  return found.selector ? undefined : 'remote';
}

/**
 * Whether the control plane of a revision is there. Its istiod Deployments
 * decide. Without one the injector's own address does: a URL, or a Service
 * that selects no pods, is a control plane elsewhere; a Service that is gone
 * is no control plane at all. Where no istiod runs at all, it is elsewhere.
 * Source: istiod chart (templates/mutatingwebhook.yaml, istiodRemote).
 */
export function controlPlaneState(
  scope: AssessScope,
  revision: string,
  configuration: ObjectRef | undefined,
): ControlPlaneState {
  if (scope.unread('deployments.apps', 'workload')) return 'unknown';
  const planes = scope.controlPlanes.filter(one => one.revision === revision);
  if (planes.some(({ ready }) => ready)) return 'ready';
  if (planes.length > 0) return 'not-ready';
  for (const webhook of webhooksOf(scope, configuration)) {
    const state = stateByAddress(scope, webhook);
    if (state) return state;
  }
  return scope.controlPlanes.length === 0 ? 'remote' : 'missing';
}
