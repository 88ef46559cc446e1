import type { PortMtlsStatus } from '../../api/facts';
import { stringifyObjectRef } from '../../model/identity';
import type { ClientKind, PlainClient } from '../keptFacts';

type Reason = PortMtlsStatus['strict']['reasons'][number];

/** So many clients are named one by one; beyond that they are counted by namespace. */
const NAMED_CLIENTS = 10;

const KIND_WORDS: Readonly<Record<ClientKind, string>> = {
  'ingress-controller': 'an ingress controller without a proxy',
  prometheus: 'Prometheus without a proxy, which scrapes in plain text',
  job: 'a Job without a proxy',
  'host-network': 'on the network of its node, where it can have no proxy',
  workload: 'no proxy',
};

function podsWord(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/** Clients ordered by identity, in whatever order they were kept. */
export function clientsInOrder(clients: readonly PlainClient[]): PlainClient[] {
  return clients
    .map(client => ({ client, key: stringifyObjectRef(client.ref) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ client }) => client);
}

/** What a client breaks, in words. */
export function clientReason({ ref, kind, pods }: PlainClient): Reason {
  return { ref, reason: `${KIND_WORDS[kind]} (${podsWord(pods)})` };
}

/** The clients of one namespace as one reason. */
function namespaceReason(
  name: string,
  clients: readonly PlainClient[],
): Reason {
  const pods = clients.reduce((sum, client) => sum + client.pods, 0);
  const workloads = `${clients.length} ${
    clients.length === 1 ? 'workload' : 'workloads'
  }`;
  return {
    ref: { group: '', kind: 'Namespace', name },
    reason: `${workloads} without a proxy (${podsWord(pods)})`,
  };
}

/** What clients, which are in order, break at a port; by namespace when there are many. */
export function clientReasons(clients: readonly PlainClient[]): Reason[] {
  if (clients.length <= NAMED_CLIENTS) return clients.map(clientReason);
  const namespaces = new Map<string, PlainClient[]>();
  for (const client of clients) {
    const { namespace = '' } = client.ref;
    const known = namespaces.get(namespace);
    if (known) known.push(client);
    else namespaces.set(namespace, [client]);
  }
  return [...namespaces].map(([name, near]) => namespaceReason(name, near));
}
