import type { WorkloadObject } from '../model/workloadObjects';
import type { AssessScope } from './AssessScope';

/** The agents that the mesh runs on every node. */
export type NodeAgentKind = 'cni' | 'ztunnel';

/** Names that the charts istio-cni and ztunnel give their DaemonSets. */
const NAMES: Readonly<Record<NodeAgentKind, string>> = {
  cni: 'istio-cni-node',
  ztunnel: 'ztunnel',
};

/** Namespaces in which they are looked for, beside those of istiod. */
const USUAL_NAMESPACES = ['istio-system', 'kube-system', 'istio-cni'];

/** How an agent stands. */
export interface NodeAgent {
  kind: NodeAgentKind;
  object: WorkloadObject;
  desired: number;
  ready: number;
  healthy: boolean;
}

function lookFor(
  scope: AssessScope,
  kind: NodeAgentKind,
): NodeAgent | undefined {
  const namespaces = new Set([
    ...scope.controlPlanes.map(
      ({ deployment }) => deployment.ref.namespace ?? '',
    ),
    ...USUAL_NAMESPACES,
  ]);
  for (const namespace of namespaces) {
    const found = scope.index.find({
      group: 'apps',
      kind: 'DaemonSet',
      namespace,
      name: NAMES[kind],
    });
    if (found?.type !== 'workload') continue;
    const { replicas: desired, readyReplicas: ready } = found;
    return { kind, object: found, desired, ready, healthy: ready >= desired };
  }
  return undefined;
}

/**
 * The DaemonSet of an agent. It is healthy when every node that shall run it
 * has it ready. Undefined when there is none, or none may be read.
 * Source: charts istio-cni and ztunnel (templates/daemonset.yaml).
 */
export function findNodeAgent(
  scope: AssessScope,
  kind: NodeAgentKind,
): NodeAgent | undefined {
  return scope.memo(lookFor, kind);
}
