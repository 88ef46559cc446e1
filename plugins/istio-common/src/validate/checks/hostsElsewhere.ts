import type { ValidationFinding } from '../../api/validation';
import { hostCovers } from '../../assess/hosts';
import { ANNOTATIONS } from '../../build/annotateChange';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { MeshIndex } from '../../index/MeshIndex';
import type { MeshObject } from '../../model/meshObject';
import { fields, list, text, texts } from '../../trim/fields';
import { type ChangeInput, type LiveChangeCheck, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';
import { fieldHolding } from '../intentLeaves';
import { unreadWords } from '../unreadWords';
import type { OtherCluster } from '../validationContext';

/** What decides which hosts a cluster serves. */
const RESOURCES = [
  'gateways.networking.istio.io',
  'gateways.gateway.networking.k8s.io',
  'httproutes.gateway.networking.k8s.io',
];

/** The hosts that the change opens to the outside, without a namespace. */
function openedHosts({ kind, objects }: ChangeInput): string[] {
  if (kind !== 'ingress') return [];
  const gateways = objects.filter(object => object.kind === 'Gateway');
  const hosts = gateways.flatMap(({ spec }) => [
    ...list(spec?.servers).flatMap(server => texts(fields(server).hosts)),
    ...list(spec?.listeners).flatMap(
      listener => text(fields(listener).hostname) ?? [],
    ),
  ]);
  return [...new Set(hosts.map(host => host.slice(host.indexOf('/') + 1)))];
}

/** What serves hosts in a cluster, in either API, with the hosts. */
function* servers(index: MeshIndex): Iterable<[MeshObject, string[]]> {
  for (const gateway of index.all('gateway')) {
    const hosts = gateway.servers.flatMap(server => server.hosts);
    yield [gateway, hosts.map(host => host.slice(host.indexOf('/') + 1))];
  }
  for (const gateway of index.all('kubernetes-gateway')) {
    yield [
      gateway,
      gateway.listeners.flatMap(({ hostname }) => hostname ?? []),
    ];
  }
  // A listener without a name takes those of its routes.
  for (const route of index.all('httproute')) {
    if (route.parents.length > 0) yield [route, [...route.hostnames]];
  }
}

function why({ index, state, dataStates }: OtherCluster): string | undefined {
  if (!index) return unreadWords(state) ?? 'its state is not known';
  const reasons = RESOURCES.flatMap(key => {
    const found = dataStates?.get(key);
    // What a cluster does not know serves nothing there.
    const words = found === 'not-installed' ? undefined : unreadWords(found);
    return words ? [`${key}: ${words}`] : [];
  });
  return reasons[0];
}

function findingsIn(
  { cluster, index }: OtherCluster,
  input: ChangeInput,
): ValidationFinding[] {
  if (!index) return [];
  const serving = [...servers(index)];
  return openedHosts(input).flatMap(host => {
    const [found] =
      serving.find(([, hosts]) => hosts.some(one => hostCovers(one, host))) ??
      [];
    if (!found) return [];
    const owner = found.annotations?.[ANNOTATIONS.entity];
    const isOurs = owner !== undefined && owner === input.entityRef;
    const field = fieldHolding(input.intent, host, /host/i);
    return [
      {
        ...ofKind(CHANGE_CODES.hostElsewhere),
        // The same service in two clusters is what many want.
        ...(isOurs && { severity: 'info' as const }),
        ref: found.ref,
        ...(field && { field }),
        cause: `Host ${host} is served by ${found.ref.kind} ${named(
          found.ref,
        )} in cluster ${cluster} too${
          owner ? `, for ${owner}` : ''
        }: its DNS name leads to one of them, or to both by turns.`,
        fix: isOurs
          ? 'Make sure that DNS spreads clients over both as you mean it.'
          : 'Use another host, unless both are meant to answer.',
      },
    ];
  });
}

/**
 * No other cluster serves a host of the change: the name can lead to one place
 * only.
 *
 * @internal
 */
export const hostsElsewhere: LiveChangeCheck = {
  id: 'hosts-elsewhere',
  title: 'host in other clusters',
  needs: [],
  concerns: input => openedHosts(input).length > 0,
  run: input =>
    input.elsewhere
      .filter(other => !why(other))
      .flatMap(other => findingsIn(other, input)),
  unverified(input) {
    const hosts = openedHosts(input).join(', ');
    return input.elsewhere.flatMap(other => {
      const reason = why(other);
      return reason
        ? [`Whether cluster ${other.cluster} serves ${hosts} (${reason})`]
        : [];
    });
  },
};
