import type { PortMtlsStatus } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { DestinationRuleObject } from '../../model/networkingObjects';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { podDataPlane } from '../dataplane/podDataPlane';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { serviceHost } from '../hosts';
import { IGNORED_NAMESPACES } from '../revision/simulateAdmission';
import { containerPortOf } from '../findServices';

type Reason = PortMtlsStatus['strict']['reasons'][number];

/** So many clients are named one by one; beyond that they are counted by namespace. */
const NAMED_CLIENTS = 10;

/** Controllers that call the API server only, never a workload. */
const CONTROLLERS: ReadonlySet<string> = new Set([
  'istiod',
  'istio-cni',
  'ztunnel',
  'cert-manager',
  'cainjector',
  'webhook',
  'trust-manager',
]);

function isController(group: WorkloadGroup): boolean {
  const labels = labelsOf(group);
  return [labels['app.kubernetes.io/name'], labels['k8s-app'], labels.app].some(
    name => name !== undefined && CONTROLLERS.has(name),
  );
}

/** Workloads with pods that have no proxy, other than the cluster's own controllers. */
export function plainClients(
  scope: AssessScope,
): Array<{ group: WorkloadGroup; pods: number }> {
  return scope.workloads.flatMap(group => {
    if (IGNORED_NAMESPACES.has(group.namespace) || isController(group)) {
      return [];
    }
    const pods = group.pods.filter(pod => podDataPlane(pod) === 'none').length;
    return pods > 0 ? [{ group, pods }] : [];
  });
}

function podsWord(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/** The clients of {@link plainClients} as reasons; by namespace when there are many. */
export function clientReasons(
  clients: ReturnType<typeof plainClients>,
): Reason[] {
  if (clients.length <= NAMED_CLIENTS) {
    return clients.map(({ group, pods }) => ({
      ref: group.ref,
      reason: `no proxy (${podsWord(pods)})`,
    }));
  }
  const counts = new Map<string, { workloads: number; pods: number }>();
  for (const { group, pods } of clients) {
    const count = counts.get(group.namespace) ?? { workloads: 0, pods: 0 };
    count.workloads += 1;
    count.pods += pods;
    counts.set(group.namespace, count);
  }
  return [...counts].map(([name, { workloads, pods }]) => ({
    ref: { group: '', kind: 'Namespace', name },
    reason: `${workloads} ${
      workloads === 1 ? 'workload' : 'workloads'
    } without a proxy (${podsWord(pods)})`,
  }));
}

/** Modes of a rule that a STRICT server refuses: no TLS, or TLS of the client's own. */
const REFUSED: ReadonlySet<string> = new Set(['DISABLE', 'SIMPLE']);

function refusedModes(rule: DestinationRuleObject, port: number): string[] {
  const policies = [
    rule.trafficPolicy,
    ...rule.subsets.map(subset => subset.trafficPolicy),
  ];
  return policies.flatMap(policy => {
    const own = policy?.portLevel?.find(setting => setting.port === port);
    const tls = own ? own.tls : policy?.tls;
    return tls && REFUSED.has(tls.mode) ? [tls.mode] : [];
  });
}

/** DestinationRules that make clients speak something else than mesh mTLS to a port. */
export function ruleReasons(
  scope: AssessScope,
  group: WorkloadGroup,
  services: readonly ServiceObject[],
  port: number,
): Reason[] {
  const reasons = new Map<ObjectRef, string>();
  for (const service of services) {
    const host = serviceHost(service.ref);
    const servicePorts = service.ports.filter(
      one => containerPortOf(group, one) === port,
    );
    for (const rule of scope.destinationRules.covering(host)) {
      for (const { port: servicePort } of servicePorts) {
        const [mode] = refusedModes(rule, servicePort);
        if (!mode) continue;
        reasons.set(
          rule.ref,
          `sets TLS mode ${mode} for ${service.ref.name}:${servicePort}`,
        );
      }
    }
  }
  return [...reasons]
    .map(([ref, reason]) => ({ ref, reason }))
    .sort((a, b) =>
      `${a.ref.namespace}/${a.ref.name}` < `${b.ref.namespace}/${b.ref.name}`
        ? -1
        : 1,
    );
}

/** HTTP probes of the kubelet that reach the port without mTLS. */
export function probeReasons(group: WorkloadGroup, port: number): Reason[] {
  return group.pods.some(pod => pod.plainProbePorts?.includes(port))
    ? [
        {
          ref: group.ref,
          reason:
            'the kubelet probes this port and rewriteAppHTTPProbers is "false"',
        },
      ]
    : [];
}
