import type { AssessScope } from '../AssessScope';
import { podDataPlane } from '../dataplane/podDataPlane';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import type { ClientKind, PlainClient } from '../keptFacts';
import { IGNORED_NAMESPACES } from '../revision/simulateAdmission';
import { workloadNamespaces } from '../workloadNamespaces';
import { clientsInOrder } from './clientReasons';

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

/** Names under which ingress controllers other than Istio's are installed. */
const INGRESS_CONTROLLERS: ReadonlySet<string> = new Set([
  'ingress-nginx',
  'nginx-ingress',
  'traefik',
  'haproxy-ingress',
  'kong',
  'contour',
  'envoy',
  'emissary-ingress',
]);

function namesOf(group: WorkloadGroup): string[] {
  const labels = labelsOf(group);
  return [
    labels['app.kubernetes.io/name'],
    labels['k8s-app'],
    labels.app,
  ].filter(name => name !== undefined);
}

function kindOf(group: WorkloadGroup): ClientKind {
  const names = namesOf(group);
  if (names.some(name => INGRESS_CONTROLLERS.has(name))) {
    return 'ingress-controller';
  }
  if (names.includes('prometheus')) return 'prometheus';
  if (group.ref.kind === 'Job' || group.ref.kind === 'CronJob') return 'job';
  return group.shape.hostNetwork ? 'host-network' : 'workload';
}

function plainClient(
  { context }: AssessScope,
  group: WorkloadGroup,
): PlainClient | undefined {
  if (namesOf(group).some(name => CONTROLLERS.has(name))) return undefined;
  let pods = 0;
  for (const pod of group.pods) if (podDataPlane(pod) === 'none') pods += 1;
  return pods === 0
    ? undefined
    : { cluster: context.cluster, ref: group.ref, pods, kind: kindOf(group) };
}

/** The clients of one namespace, other than the cluster's own controllers. */
export function plainClientsIn(
  scope: AssessScope,
  namespace: string,
): PlainClient[] {
  if (IGNORED_NAMESPACES.has(namespace)) return [];
  const clients: PlainClient[] = [];
  for (const group of scope.workloadsIn(namespace)) {
    if (!group.shape.modes.includes('none')) continue;
    const client = scope.memo(plainClient, group);
    if (client) clients.push(client);
  }
  return clients;
}

/** The namespaces in which clients are looked for. */
export function clientNamespaces(scope: AssessScope): readonly string[] {
  return [...workloadNamespaces(scope)].sort();
}

/** Workloads with pods that have no proxy, ordered by identity. */
export function plainClients(scope: AssessScope): readonly PlainClient[] {
  return clientsInOrder(
    workloadNamespaces(scope).flatMap(namespace =>
      scope.memo(plainClientsIn, namespace),
    ),
  );
}

/** Whether there is any; it stays the same while they come and go, mostly. */
export function hasPlainClients(scope: AssessScope): boolean {
  return workloadNamespaces(scope).some(
    namespace => scope.memo(plainClientsIn, namespace).length > 0,
  );
}
