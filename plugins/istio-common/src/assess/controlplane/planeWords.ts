import type { ControlPlaneStatus } from '../../api/controlPlane';
import type { NextStep } from '../../api/facts';
import type { ControlPlane } from '../controlPlanes';
import type { NodeAgent } from '../nodeAgents';
import { safeCommand } from '../safeCommand';
import type { Skew } from './versionSkew';

/** What the words on a control plane are made from. */
export interface PlaneView {
  plane: ControlPlane;
  support: NonNullable<ControlPlaneStatus['support']>;
  skew: Skew | undefined;
  agents: readonly NodeAgent[];
  /** Other istiods of the same revision that run another version. */
  rivals: readonly ControlPlane[];
  /** What to do once support has ended. */
  ended: NextStep;
}

const AGENT_NAMES = { cni: 'the CNI agent', ztunnel: 'ztunnel' } as const;

function supportWords(
  { state, endOfLife }: PlaneView['support'],
  version: string | undefined,
): string | undefined {
  if (state === 'ended') {
    return `support of ${version} ended${endOfLife ? ` on ${endOfLife}` : ''}`;
  }
  return state === 'ending'
    ? `support of ${version} ends about ${endOfLife}`
    : undefined;
}

function sick({ agents }: PlaneView): NodeAgent | undefined {
  return agents.find(({ healthy }) => !healthy);
}

/** The worst thing about a control plane, or that nothing is. */
export function planeSummary(view: PlaneView): string {
  const { plane, support, skew, rivals } = view;
  const { version, deployment } = plane;
  const { readyReplicas, replicas, ref } = deployment;
  if (!plane.ready) return `none of ${replicas} pods of ${ref.name} is ready`;
  if (skew && skew.status.state !== 'ok') return skew.status.detail;
  const [rival] = rivals;
  if (rival) {
    return `${ref.name} runs ${version}, and ${rival.deployment.ref.name} of the same revision ${rival.version}`;
  }
  const agent = sick(view);
  const words = [
    agent &&
      `${AGENT_NAMES[agent.kind]} is ready on ${agent.ready} of ${
        agent.desired
      } nodes`,
    supportWords(support, version),
    readyReplicas < replicas &&
      `${readyReplicas} of ${replicas} pods of ${ref.name} are ready`,
  ].filter(Boolean);
  return words.length > 0
    ? words.join('; ')
    : `${ref.name} ${version ?? 'of unknown version'} is ready`;
}

/** The one thing to do about a control plane. */
export function planeAction(view: PlaneView): NextStep | undefined {
  const { plane, support, skew } = view;
  const { revision, version, deployment } = plane;
  const { name, namespace } = deployment.ref;
  if (!plane.ready) {
    return {
      title: `Repair ${name}`,
      detail: `No pod of Deployment ${namespace}/${name} is ready, so no proxy of revision ${revision} gets configuration or certificates: look at its pods and their events.`,
      ...safeCommand`kubectl describe pods -n ${namespace} -l app=istiod,istio.io/rev=${{
        label: revision,
      }}`,
    };
  }
  if (skew?.status.state === 'ahead') {
    return {
      title: `Upgrade ${name}`,
      detail: `${skew.status.detail}: upgrade istiod of revision ${revision} to at least their version, or restart them to get ${version}.`,
    };
  }
  if (skew?.status.state === 'too-far') {
    return {
      title: 'Restart old proxies',
      detail: `${skew.status.detail}: restart the workloads that still run them.`,
    };
  }
  const agent = sick(view);
  if (agent) {
    const { ref } = agent.object;
    return {
      title: `Look at ${ref.name}`,
      detail: `DaemonSet ${ref.namespace}/${ref.name} is ready on ${agent.ready} of ${agent.desired} nodes; new pods of the mesh fail on the others.`,
      ...safeCommand`kubectl rollout status daemonset/${ref.name} -n ${ref.namespace}`,
    };
  }
  return support.state === 'ended' ? view.ended : undefined;
}
