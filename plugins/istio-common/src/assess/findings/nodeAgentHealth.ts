import { findNodeAgent } from '../nodeAgents';
import { type RawFinding, nameOf, objectRule } from './findingRule';

const EFFECTS = {
  cni: 'new pods of the mesh do not start there, and ambient captures none',
  ztunnel: 'pods in ambient mode have no connection there',
} as const;

/**
 * Agents of the nodes that are not ready everywhere.
 * Source: charts istio-cni and ztunnel.
 */
export const nodeAgentHealth = objectRule({
  name: 'node-agent-health',
  raises: ['nodeAgentNotReady'],
  subjects: ['workload'],
  reads: [['daemonsets.apps', 'workload']],
  *judge({ scope }, { ref, agentImage }): Iterable<RawFinding> {
    if (ref.kind !== 'DaemonSet' || agentImage === undefined) return;
    for (const kind of ['cni', 'ztunnel'] as const) {
      const agent = findNodeAgent(scope, kind);
      if (agent?.object.ref !== ref || agent.healthy) continue;
      const missing = agent.desired - agent.ready;
      yield {
        kind: 'nodeAgentNotReady',
        object: agent.object,
        cause: `${nameOf(ref)} is not ready on ${missing} of ${
          agent.desired
        } nodes: ${EFFECTS[kind]}`,
        fix: `Look at the pods of ${nameOf(ref)} on those nodes.`,
      };
    }
  },
});
