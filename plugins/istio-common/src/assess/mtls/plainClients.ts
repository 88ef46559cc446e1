import type { PortMtlsStatus } from '../../api/facts';
import { flat } from '../../model/flat';
import type { AssessScope } from '../AssessScope';
import { podDataPlane } from '../dataplane/podDataPlane';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { IGNORED_NAMESPACES } from '../revision/simulateAdmission';
import { workloadNamespaces } from '../workloadNamespaces';

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

/** What a client without a proxy is, as far as its labels say. */
export type ClientKind =
  | 'ingress-controller'
  | 'prometheus'
  | 'job'
  | 'host-network'
  | 'workload';

/** A workload with pods that have no proxy. */
export interface PlainClient {
  readonly group: WorkloadGroup;
  readonly pods: number;
  readonly kind: ClientKind;
  /** What it breaks, in words; held once for every namespace that tells of it. */
  readonly reason: Reason;
}

function kindOf(group: WorkloadGroup): ClientKind {
  const names = namesOf(group);
  if (names.some(name => INGRESS_CONTROLLERS.has(name))) {
    return 'ingress-controller';
  }
  if (names.includes('prometheus')) return 'prometheus';
  if (group.ref.kind === 'Job' || group.ref.kind === 'CronJob') return 'job';
  return group.pods.some(pod => pod.hostNetwork) ? 'host-network' : 'workload';
}

/** Apart from the pods, of which one at least has no proxy. */
function mayCall(group: WorkloadGroup): boolean {
  return (
    group.shape.modes.includes('none') &&
    !namesOf(group).some(name => CONTROLLERS.has(name))
  );
}

function plainClient(
  _scope: AssessScope,
  group: WorkloadGroup,
): PlainClient | undefined {
  const pods = group.pods.filter(pod => podDataPlane(pod) === 'none').length;
  if (pods === 0) return undefined;
  const kind = kindOf(group);
  return { group, pods, kind, reason: clientReason(group, pods, kind) };
}

function clientsIn(scope: AssessScope, namespace: string): PlainClient[] {
  if (IGNORED_NAMESPACES.has(namespace)) return [];
  return scope
    .workloadsIn(namespace)
    .filter(mayCall)
    .flatMap(group => scope.memo(plainClient, group) ?? []);
}

function everyClient(scope: AssessScope): PlainClient[] {
  return workloadNamespaces(scope)
    .flatMap(namespace => scope.memo(clientsIn, namespace))
    .sort((a, b) => (a.group.key < b.group.key ? -1 : 1));
}

/** Workloads with pods that have no proxy, other than the cluster's own controllers. */
export function plainClients(scope: AssessScope): readonly PlainClient[] {
  return scope.memo(everyClient, undefined);
}

function podsWord(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

const KIND_WORDS: Readonly<Record<ClientKind, string>> = {
  'ingress-controller': 'an ingress controller without a proxy',
  prometheus: 'Prometheus without a proxy, which scrapes in plain text',
  job: 'a Job without a proxy',
  'host-network': 'on the network of its node, where it can have no proxy',
  workload: 'no proxy',
};

function clientReason(
  { ref }: WorkloadGroup,
  pods: number,
  kind: ClientKind,
): Reason {
  return { ref, reason: flat(`${KIND_WORDS[kind]} (${podsWord(pods)})`) };
}

/** The clients of one namespace as one reason. */
function reasonIn(scope: AssessScope, name: string): Reason {
  const clients = scope.memo(clientsIn, name);
  const pods = clients.reduce((sum, client) => sum + client.pods, 0);
  return {
    ref: { group: '', kind: 'Namespace', name },
    reason: flat(
      `${clients.length} ${
        clients.length === 1 ? 'workload' : 'workloads'
      } without a proxy (${podsWord(pods)})`,
    ),
  };
}

/** The clients as reasons; by namespace when there are many. */
export function clientReasons(scope: AssessScope): Reason[] {
  const clients = plainClients(scope);
  if (clients.length <= NAMED_CLIENTS)
    return clients.map(({ reason }) => reason);
  const namespaces = new Set(clients.map(({ group }) => group.namespace));
  return [...namespaces].map(name => scope.memo(reasonIn, name));
}
