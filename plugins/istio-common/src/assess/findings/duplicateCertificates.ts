import { byRef } from '../../model/byCreation';
import { stringifyObjectRef } from '../../model/identity';
import type { GatewayObject } from '../../model/networkingObjects';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { credentialNames } from '../exposure/credentials';
import { isPassthrough } from '../exposure/gatewayServers';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** What stands for the certificates of a Gateway: Secrets, else files. */
function certificatesOf({ servers }: GatewayObject): Set<string> {
  return new Set(
    servers
      .filter(server => server.tls && !isPassthrough(server))
      .flatMap(server => {
        const names = credentialNames(server);
        const file = server.tls?.serverCertificate;
        return names.length === 0 && file ? [`file ${file}`] : names;
      }),
  );
}

function usersOf({ index }: AssessScope) {
  const users = new Map<string, GatewayObject[]>();
  for (const gateway of [...index.all('gateway')].sort(byRef)) {
    for (const name of certificatesOf(gateway)) {
      const known = users.get(name);
      if (known) known.push(gateway);
      else users.set(name, [gateway]);
    }
  }
  return users;
}

function sharePods(
  scope: AssessScope,
  { selector }: GatewayObject,
  other: GatewayObject,
): boolean {
  if (
    isSubset(selector, other.selector) ||
    isSubset(other.selector, selector)
  ) {
    return true;
  }
  return scope.workloads.some(group =>
    group.shape.podLabels.some(
      labels => isSubset(selector, labels) && isSubset(other.selector, labels),
    ),
  );
}

/**
 * One certificate served by several Gateways on the same pods. istioctl names
 * only the Gateway with the wider selector; the other one shares the fate.
 * Source: pkg/config/analysis/analyzers/gateway/certificate.go.
 */
export const duplicateCertificates = objectRule({
  name: 'duplicate-certificates',
  raises: ['duplicateCertificate'],
  subjects: ['gateway'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, gateway): Iterable<RawFinding> {
    const users = scope.memo(usersOf, undefined);
    const key = stringifyObjectRef(gateway.ref);
    for (const name of certificatesOf(gateway)) {
      const others = (users.get(name) ?? []).filter(
        one =>
          stringifyObjectRef(one.ref) !== key && sharePods(scope, gateway, one),
      );
      if (others.length === 0) continue;
      yield {
        kind: 'duplicateCertificate',
        object: gateway,
        related: others.map(({ ref }) => ref),
        cause: `${nameOf(gateway.ref)} serves credential ${name}, as ${others
          .map(({ ref }) => nameOf(ref))
          .join(', ')} does`,
        fix: 'Serve the hosts from one Gateway, or give each Gateway a certificate of its own.',
      };
      return;
    }
  },
});
