import type { ValidationFinding } from '../../api/validation';
import { hostCovers } from '../../assess/hosts';
import type { JwtIntent } from '../../build/jwt/jwtIntent';
import { FINDING_KINDS } from '../../findings/catalogue';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { PodObject } from '../../model/workloadObjects';
import { isSubset } from '../../model/selectorMatches';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';

/** On the pods that istiod makes for a Gateway of the Gateway API. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

function intentOf({ intent }: LiveInput): JwtIntent {
  // An intent of kind jwt has passed its schema.
  return intent as unknown as JwtIntent;
}

function gatewayPods(input: LiveInput): PodObject[] {
  const { namespace, selector } = intentOf(input).gateway;
  return [...input.view.after.index.inNamespace('pod', namespace)].filter(pod =>
    isSubset(selector, pod.labels),
  );
}

/**
 * Listeners of the Gateways of the Gateway API beside the pods: istiod labels
 * the pods that it makes, and addresses name Services of others, which may be
 * these.
 */
function listenersOf(input: LiveInput, pods: readonly PodObject[]) {
  const { namespace } = intentOf(input).gateway;
  return [
    ...input.view.after.index.inNamespace('kubernetes-gateway', namespace),
  ]
    .filter(
      ({ ref, addresses = [] }) =>
        addresses.length > 0 ||
        pods.some(({ labels }) => labels?.[GATEWAY_NAME] === ref.name),
    )
    .flatMap(({ listeners }) => listeners);
}

/** Every host that a Gateway opens on the pods, of either API. */
function servedHosts(
  input: LiveInput,
  pods: readonly PodObject[],
): Set<string> {
  const { index } = input.view.after;
  const hosts = new Set(
    listenersOf(input, pods).map(({ hostname = '*' }) => hostname),
  );
  for (const { selector, servers } of index.all('gateway')) {
    if (!pods.some(pod => isSubset(selector, pod.labels))) continue;
    for (const server of servers) {
      for (const host of server.hosts) {
        hosts.add(host.slice(host.indexOf('/') + 1));
      }
    }
  }
  return hosts;
}

function unserved(
  input: LiveInput,
  pods: readonly PodObject[],
): ValidationFinding[] {
  const { hosts, gateway } = intentOf(input);
  const served = [...servedHosts(input, pods)];
  return hosts.flatMap((host, position) =>
    served.some(pattern => hostCovers(pattern, host))
      ? []
      : [
          {
            ...ofKind(CHANGE_CODES.tokenHostNotServed),
            field: `hosts.${position}`,
            cause: `No Gateway serves ${host} on the gateway pods in ${gateway.namespace}, so that requests to it are not asked for a token there.`,
            fix: 'Correct the host or the gateway, or expose the host first.',
          },
        ],
  );
}

function otherAccounts(
  input: LiveInput,
  pods: readonly PodObject[],
): ValidationFinding[] {
  const { gateway, workload } = intentOf(input);
  if (!workload) return [];
  const accounts = [
    ...new Set(pods.map(({ serviceAccount = 'default' }) => serviceAccount)),
  ].filter(account => account !== gateway.serviceAccount);
  if (accounts.length === 0) return [];
  return [
    {
      ...ofKind(CHANGE_CODES.gatewayAccountDiffers),
      field: 'gateway.serviceAccount',
      cause: `The gateway pods in ${gateway.namespace} run as ${accounts.join(
        ', ',
      )}, and ${workload.namespace}/${workload.name} would admit ${
        gateway.serviceAccount
      } only: it would turn the gateway away.`,
      fix: `Give service account ${accounts[0]}.`,
    },
  ];
}

const STREAMS: ReadonlySet<string> = new Set([
  'TCP',
  'TLS',
  'MONGO',
  'MYSQL',
  'REDIS',
]);

/** Ports of the gateway whose traffic it does not look into. */
function streamPorts(input: LiveInput, pods: readonly PodObject[]): number[] {
  const servers = [...input.view.after.index.all('gateway')]
    .filter(({ selector }) => pods.some(pod => isSubset(selector, pod.labels)))
    .flatMap(one => one.servers)
    .filter(
      ({ protocol, tls }) =>
        STREAMS.has(protocol.toUpperCase()) ||
        /PASSTHROUGH/.test(tls?.mode ?? ''),
    );
  const streams = listenersOf(input, pods).filter(({ protocol }) =>
    STREAMS.has(protocol),
  );
  const ports = [...servers, ...streams].map(({ port }) => port);
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Of a rule that looks at HTTP nothing is left on a TCP port: it turns all away. */
function closedStreams(
  input: LiveInput,
  pods: readonly PodObject[],
): ValidationFinding[] {
  const { gateway } = intentOf(input);
  const ports = gateway.ports.length > 0 ? [] : streamPorts(input, pods);
  if (ports.length === 0) return [];
  return [
    {
      ...ofKind(FINDING_KINDS.denyBroaderOnTcp),
      field: 'gateway.ports',
      cause: `The gateway in ${gateway.namespace} serves port ${ports.join(
        ', ',
      )} without looking into HTTP, where the rule would turn everything away.`,
      fix: 'Name the ports of the gateway pods that serve HTTP.',
    },
  ];
}

/** A token is asked for where the requests come in, and let through behind. @internal */
export const tokensReachGateway: LiveChangeCheck = {
  id: 'tokens-reach-gateway',
  title: 'hosts, ports and account of the gateway',
  needs: ['pods', 'gateways.networking.istio.io'],
  concerns: ({ kind }) => kind === 'jwt',
  run(input) {
    const pods = gatewayPods(input);
    // That there are none is told by another check.
    if (pods.length === 0) return [];
    return [
      ...unserved(input, pods),
      ...otherAccounts(input, pods),
      ...closedStreams(input, pods),
    ];
  },
};
