import type { NextStep, WorkloadStatus } from '../../api/facts';
import { findNodeAgent } from '../nodeAgents';
import { restartStep } from '../revision/restartStep';
import { safeCommand } from '../safeCommand';
import type { DataPlaneView } from './dataPlaneWords';

type Binding = WorkloadStatus['dataPlane']['waypoint'];

function agentStep({ scope, group }: DataPlaneView): NextStep | undefined {
  if (scope.unread('daemonsets.apps', 'workload')) return undefined;
  const ztunnel = findNodeAgent(scope, 'ztunnel');
  if (!ztunnel) {
    return {
      title: 'Install ztunnel',
      detail: `Namespace ${group.namespace} asks for ambient mode, and no ztunnel runs: install the charts ztunnel and istio-cni (with ambient enabled), or take the label away.`,
    };
  }
  const agent = ztunnel.healthy ? findNodeAgent(scope, 'cni') : ztunnel;
  if (!agent) {
    return {
      title: 'Install istio-cni',
      detail:
        'ztunnel runs, but no CNI agent sends pods to it: install the chart istio-cni with ambient enabled.',
    };
  }
  const { name, namespace } = agent.object.ref;
  return {
    title: `Look at ${name}`,
    detail: `DaemonSet ${namespace}/${name} is ready on ${agent.ready} of ${agent.desired} nodes: read the log of its pod on the node of the pod that is not captured. Pods need no restart once it works.`,
    ...safeCommand`kubectl get pods -n ${namespace} -o wide | grep ${name}`,
  };
}

function waypointStep(binding: NonNullable<Binding>): NextStep | undefined {
  const { name, namespace } = binding.ref;
  const place = `${namespace}/${name}`;
  switch (binding.state) {
    case 'missing':
      return {
        title: `Create waypoint ${name}`,
        detail: `${binding.reason}, so traffic goes past it and its policies: create it, or correct the label istio.io/use-waypoint.`,
        ...safeCommand`istioctl waypoint apply -n ${namespace} --name ${name}`,
      };
    case 'not-ready':
      return {
        title: `Repair waypoint ${name}`,
        detail: `${binding.reason}. Look at the status of Gateway ${place} and at its pods.`,
        ...safeCommand`istioctl waypoint status --namespace ${namespace}`,
      };
    case 'wrong-type':
      return {
        title: `Change waypoint ${name}`,
        detail: `${binding.reason}. Set the label istio.io/waypoint-for of Gateway ${place} to all, or name another waypoint.`,
      };
    case 'denied':
      return {
        title: `Open waypoint ${name}`,
        detail: `${binding.reason}. Let the namespace in with allowedRoutes of its listener, or use a waypoint of the own namespace.`,
      };
    default:
      return undefined;
  }
}

function proxyStep({ group, seen }: DataPlaneView): NextStep | undefined {
  const [pod] = seen.troubled;
  return (
    pod && {
      title: `Look at the proxy of ${pod.ref.name}`,
      detail: `Its container istio-proxy ${
        pod.proxyProblem === 'runs, but is not ready'
          ? 'runs, but is not ready: as a rule it cannot reach istiod, or has not got its configuration'
          : `does not run: ${pod.proxyProblem}`
      }.`,
      ...safeCommand`kubectl logs ${pod.ref.name} -c istio-proxy -n ${group.namespace}`,
    }
  );
}

/** The one thing to do when traffic is not handled where it should be. */
export function dataPlaneAction(
  view: DataPlaneView,
  waypoint: Binding,
): NextStep | undefined {
  const { mode, seen, desired, ambient, group } = view;
  if (seen.role === 'ztunnel') return proxyStep(view);
  const behind = seen.without > 0 && desired.kind === 'injected';
  if (behind) return restartStep(group);
  if (
    mode === 'ambient-pending' ||
    (mode === 'none' && seen.total > 0 && ambient.askedBy !== undefined)
  ) {
    return agentStep(view);
  }
  return proxyStep(view) ?? (waypoint && waypointStep(waypoint));
}
