import type { ControlPlaneStatus } from '../../api/controlPlane';
import type { ConsideredObject } from '../../api/facts';
import { type Tone, worstTone } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import type { ControlPlane } from '../controlPlanes';
import { imageVersion } from '../imageVersion';
import { DEFAULT_SETTINGS } from '../meshSettings';
import type { NodeAgent } from '../nodeAgents';
import { controlPlaneState } from '../revision/controlPlaneState';
import { agentsOf, planeSkew } from './planeFollowers';
import { planeSupport } from './planeSupport';
import { endedStep } from './planeUse';
import { type PlaneView, planeAction, planeSummary } from './planeWords';
import { proxiesOf } from './proxyCounts';
import { supportOf } from './supportOf';

function settingsOf(scope: AssessScope, revision: string) {
  const own = scope.settings.get(revision) ?? DEFAULT_SETTINGS;
  return {
    trustDomain: own.trustDomain,
    rootNamespace: own.rootNamespace,
    outboundTrafficPolicy: own.outboundTrafficPolicy,
    autoMtls: own.autoMtls,
  };
}

function tagsOf(scope: AssessScope, revision: string): string[] {
  return [...scope.tags]
    .filter(([, target]) => target === revision)
    .map(([tag]) => tag)
    .sort();
}

function agentRow({ kind, object, desired, ready, healthy }: NodeAgent) {
  const version = imageVersion(object.agentImage);
  return {
    kind,
    ref: object.ref,
    desired,
    ready,
    ...(version && { version }),
    tone: healthy ? ('ok' as const) : ('warning' as const),
  };
}

function toneOf({ plane, support, skew, agents, rivals }: PlaneView): Tone {
  const { readyReplicas, replicas } = plane.deployment;
  const tones: Tone[] = [plane.ready ? 'ok' : 'error'];
  if (readyReplicas < replicas) tones.push('warning');
  if (skew?.status.state === 'ahead') tones.push('error');
  if (skew?.status.state === 'too-far') tones.push('warning');
  if (support.state === 'ended') tones.push('warning');
  if (support.state === 'ending') tones.push('info');
  if (rivals.length > 0) tones.push('warning');
  if (agents.some(({ healthy }) => !healthy)) tones.push('warning');
  if (plane.version === undefined) tones.push('unknown');
  return worstTone(tones);
}

function consideredOf({
  plane,
  agents,
  rivals,
}: PlaneView): ConsideredObject[] {
  const row = (one: ControlPlane, decides: boolean): ConsideredObject => ({
    ref: one.deployment.ref,
    says: `${one.version ?? 'unknown version'}, ${
      one.deployment.readyReplicas
    } of ${one.deployment.replicas} pods ready`,
    scope: 'mesh',
    decides,
    reason: decides ? 'istiod of the revision' : 'istiod of the same revision',
  });
  return [
    row(plane, true),
    ...rivals.map(one => row(one, false)),
    ...agents.map(({ object, ready, desired, healthy }) => ({
      ref: object.ref,
      says: `ready on ${ready} of ${desired} nodes`,
      scope: 'mesh',
      decides: !healthy,
      reason: 'agent of the nodes',
    })),
  ];
}

function judge(scope: AssessScope, plane: ControlPlane): ControlPlaneStatus {
  const { revision, version, ready, deployment } = plane;
  const support = planeSupport(scope, plane);
  const skew = planeSkew(scope, plane);
  const agents = agentsOf(scope, revision);
  const rivals = scope.controlPlanes.filter(
    one =>
      one !== plane && one.revision === revision && one.version !== version,
  );
  const ended = endedStep(scope, plane);
  const view: PlaneView = { plane, support, skew, agents, rivals, ended };
  const action = planeAction(view);
  return {
    cluster: scope.context.cluster,
    ref: deployment.ref,
    revision,
    tags: tagsOf(scope, revision),
    ...(version && { version }),
    ready,
    tone: toneOf(view),
    ...settingsOf(scope, revision),
    proxies: proxiesOf(scope, revision),
    support,
    ...(skew && { skew: skew.status }),
    ...(agents.length > 0 && { nodeAgents: agents.map(agentRow) }),
    why: { summary: planeSummary(view), considered: consideredOf(view) },
    ...(action && { action }),
  };
}

/** Control planes whose injector is here and whose istiod is elsewhere. */
function remotePlanes(scope: AssessScope): ControlPlaneStatus[] {
  const seen = new Set(scope.controlPlanes.map(({ revision }) => revision));
  return scope.webhooks.flatMap(({ ref, mutating, labels }) => {
    const revision = labels?.['istio.io/rev'] || 'default';
    if (!mutating || seen.has(revision)) return [];
    if (controlPlaneState(scope, revision, ref) !== 'remote') return [];
    seen.add(revision);
    const summary = `the control plane of revision ${revision} runs outside this cluster, so its state is not known here`;
    return [
      {
        cluster: scope.context.cluster,
        ref,
        revision,
        tags: tagsOf(scope, revision),
        remote: true,
        ready: false,
        tone: 'unknown' as const,
        ...settingsOf(scope, revision),
        proxies: proxiesOf(scope, revision),
        support: supportOf(undefined, scope.context.now),
        why: {
          summary,
          considered: [
            {
              ref,
              says: `revision ${revision}`,
              scope: 'mesh',
              decides: true,
              reason: 'its injector leads out of the cluster',
            },
          ],
        },
      },
    ];
  });
}

/** The control planes of the cluster, and those elsewhere that inject into it. */
export function assessControlPlanes(scope: AssessScope): ControlPlaneStatus[] {
  return [
    ...scope.controlPlanes.map(plane => judge(scope, plane)),
    ...remotePlanes(scope),
  ];
}
