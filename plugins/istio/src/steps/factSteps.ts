import type { JsonObject } from '@backstage/types';
import type {
  ControlPlaneStatus,
  EgressStatus,
  ExposureStatus,
  NextStep,
  StrictReadiness,
} from '@meshwright/backstage-plugin-istio-common';
import { TEMPLATES } from './templates';

function withTemplate(
  step: NextStep | undefined,
  entityRef: string,
  formData: JsonObject,
): NextStep | undefined {
  if (!step || step.template) return step;
  return { ...step, template: { entityRef, formData } };
}

/** STRICT for a namespace or the mesh, where nothing would break. */
export function readinessStep(fact: StrictReadiness): NextStep | undefined {
  if (fact.breaks !== 'no') return fact.action;
  return withTemplate(fact.action, TEMPLATES.enforceMtls, {
    scope: fact.scope,
    target: { cluster: fact.cluster, namespace: fact.namespace },
    mode: 'STRICT',
  });
}

/**
 * The upgrade of a control plane: of one that runs, whose proxies are ahead of
 * it or whose support has ended while it is still used.
 */
export function upgradeStep(plane: ControlPlaneStatus): NextStep | undefined {
  const { ready, skew, support, action, proxies = [] } = plane;
  const behind = skew?.state === 'ahead';
  const ended = support?.state === 'ended' && skew?.state !== 'too-far';
  const used = proxies.length > 0 && !action?.command;
  if (!ready || !used || !(behind || ended)) return action;
  return withTemplate(action, TEMPLATES.upgradeMesh, {
    cluster: plane.cluster,
    ...(plane.version && { fromVersion: plane.version }),
    fromRevision: plane.revision,
  });
}

/** A token for a host at which one is checked and none is needed. */
export function tokenStep(
  { authentication, host }: ExposureStatus,
  entityRef: string | undefined,
): NextStep | undefined {
  if (authentication?.jwt !== 'validated') return authentication?.action;
  return withTemplate(authentication.action, TEMPLATES.requireJwt, {
    ...(entityRef && { entityRef }),
    hosts: [host],
  });
}

/** The way out to a host, written anew from one intent. */
export function egressStep(
  { host, state, action }: EgressStatus,
  entityRef: string | undefined,
): NextStep | undefined {
  const wrong = state === 'broken' || state === 'degraded';
  // A template asks for one host, and a wildcard names many.
  if (!wrong || host.includes('*')) return action;
  return withTemplate(action, TEMPLATES.callOut, {
    ...(entityRef && { entityRef }),
    host,
  });
}
