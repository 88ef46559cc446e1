import { byCreation } from '../../model/byCreation';
import { stringifyObjectRef } from '../../model/identity';
import type { GatewayObject } from '../../model/networkingObjects';
import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { credentialNames } from '../exposure/credentials';
import { isPassthrough } from '../exposure/gatewayServers';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { namesInWords, someRelated } from './someRelated';

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

/** The Gateways with a certificate, oldest first: who comes last changes no list. */
function usersOf({ index }: AssessScope) {
  const users = new Map<string, GatewayObject[]>();
  for (const gateway of [...index.all('gateway')].sort(byCreation)) {
    for (const name of certificatesOf(gateway)) {
      const known = users.get(name);
      if (known) known.push(gateway);
      else users.set(name, [gateway]);
    }
  }
  return users;
}

/** What labels pods have, each combination once. */
function labelsOfPods({ workloads }: AssessScope): readonly StringMap[] {
  const found = new Map<string, StringMap>();
  for (const { shape } of workloads) {
    for (const labels of shape.podLabels) {
      found.set(JSON.stringify(labels), labels);
    }
  }
  return [...found.values()];
}

/** Which of these combinations a selector matches, by their places; it comes as JSON. */
function placesSelected(
  scope: AssessScope,
  selector: string,
): ReadonlySet<number> {
  const wanted: StringMap = JSON.parse(selector);
  const found = new Set<number>();
  scope.memo(labelsOfPods, undefined).forEach((labels, place) => {
    if (isSubset(wanted, labels)) found.add(place);
  });
  return found;
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
  const [fewer, more] = [selector, other.selector]
    .map(one => scope.memo(placesSelected, JSON.stringify(one)))
    .sort((a, b) => a.size - b.size);
  for (const place of fewer) if (more.has(place)) return true;
  return false;
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
      const others = someRelated(
        users.get(name) ?? [],
        one =>
          stringifyObjectRef(one.ref) !== key && sharePods(scope, gateway, one),
      );
      if (others.length === 0) continue;
      yield {
        kind: 'duplicateCertificate',
        object: gateway,
        related: others.map(({ ref }) => ref),
        cause: `${nameOf(
          gateway.ref,
        )} serves credential ${name}, as ${namesInWords(
          others.map(({ ref }) => nameOf(ref)),
        )} ${others.length > 1 ? 'do' : 'does'}`,
        fix: 'Serve the hosts from one Gateway, or give each Gateway a certificate of its own.',
      };
      return;
    }
  },
});
