import type { AssessScope } from '../AssessScope';
import type { ControlPlane } from '../controlPlanes';
import { imageVersion } from '../imageVersion';
import { type NodeAgent, findNodeAgent } from '../nodeAgents';
import { resolveRevision } from '../revision/podRevision';
import { proxiesOf } from './proxyCounts';
import { type Follower, type Skew, versionSkew } from './versionSkew';

/** The agents of the nodes that belong to a revision; its label may be a tag. */
export function agentsOf(scope: AssessScope, revision: string): NodeAgent[] {
  return (['cni', 'ztunnel'] as const).flatMap(kind => {
    const agent = findNodeAgent(scope, kind);
    if (!agent) return [];
    const own = resolveRevision(
      agent.object.labels?.['istio.io/rev'],
      scope.tags,
      new Set(scope.versions.keys()),
    );
    // Installed without a revision they serve the only control plane there is.
    const only = scope.versions.size === 1;
    return own === revision || only ? [agent] : [];
  });
}

/** What has to keep within reach of the control plane of a revision. */
function planeFollowers(scope: AssessScope, revision: string): Follower[] {
  const ztunnel = agentsOf(scope, revision).find(one => one.kind === 'ztunnel');
  const version = imageVersion(ztunnel?.object.agentImage);
  return [
    ...proxiesOf(scope, revision).map(one => ({
      version: one.version,
      who: one.pods === 1 ? '1 proxy' : `${one.pods} proxies`,
    })),
    ...(version ? [{ version, who: 'ztunnel' }] : []),
  ];
}

function skewOf(scope: AssessScope, { revision, version }: ControlPlane) {
  return versionSkew(version, planeFollowers(scope, revision));
}

/**
 * Whether what follows a control plane is within its reach; mostly it stays the
 * same while proxies come and go.
 */
export function planeSkew(
  scope: AssessScope,
  plane: ControlPlane,
): Skew | undefined {
  return scope.memo(skewOf, plane);
}
