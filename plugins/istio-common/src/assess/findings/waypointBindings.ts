import { judgeWaypoint } from '../dataplane/waypointBinding';
import { waypointTarget } from '../dataplane/waypointTarget';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/**
 * Objects that name a waypoint which does not take their traffic: it goes past
 * the waypoint then, and so past its policies. What a namespace names is told
 * of the namespace, not of every Service in it.
 * Source: pilot/pkg/serviceregistry/ambient/waypoints.go.
 */
export const waypointBindings = objectRule({
  name: 'waypoint-bindings',
  raises: ['waypointUnusable'],
  subjects: ['namespace', 'service', 'workload'],
  reads: [
    ['namespaces', 'namespace'],
    ['services', 'service'],
    ['deployments.apps', 'workload'],
    ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
  ],
  *judge({ scope }, object): Iterable<RawFinding> {
    const { ref } = object;
    const labels =
      object.type === 'workload' ? object.template.labels : object.labels;
    const namespace = object.type === 'namespace' ? ref.name : ref.namespace;
    if (namespace === undefined) return;
    const target = waypointTarget(labels, undefined, namespace);
    if (!target) return;
    const traffic = object.type === 'workload' ? 'workload' : 'service';
    const found = judgeWaypoint(
      scope,
      // A namespace may mean its Services or its workloads.
      { ...target, inherited: object.type === 'namespace' },
      { traffic, namespace },
    );
    if (!found || found.tone !== 'error') return;
    const serves =
      object.type === 'namespace' && found.state === 'wrong-type'
        ? judgeWaypoint(scope, target, { traffic: 'workload', namespace })
        : undefined;
    if (serves?.state === 'bound') return;
    yield {
      kind: 'waypointUnusable',
      object,
      related: [found.ref],
      cause: `${nameOf(ref)} uses a waypoint that takes none of its traffic: ${
        found.reason
      }`,
      fix: 'Create or repair the waypoint, or correct the label istio.io/use-waypoint.',
    };
  },
});
