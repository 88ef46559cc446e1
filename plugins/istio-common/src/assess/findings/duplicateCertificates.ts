import type { GatewayObject } from '../../model/networkingObjects';
import { credentialNames } from '../exposure/credentials';
import { isPassthrough } from '../exposure/gatewayServers';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** One certificate served by several Gateways on the same pods. */
export const duplicateCertificates: FindingRule = {
  name: 'duplicate-certificates',
  raises: ['duplicateCertificate'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['pods', 'pod'],
  ],
  *find({ exposure }): Iterable<RawFinding> {
    const reported = new Set<GatewayObject>();
    for (const { gateways } of exposure.gatewayWorkloads) {
      const users = new Map<string, GatewayObject[]>();
      for (const gateway of gateways) {
        const names = gateway.servers
          .filter(server => !isPassthrough(server))
          .flatMap(credentialNames);
        for (const name of new Set(names)) {
          users.set(name, [...(users.get(name) ?? []), gateway]);
        }
      }
      for (const [name, sharing] of users) {
        if (sharing.length < 2) continue;
        for (const gateway of sharing) {
          if (reported.has(gateway)) continue;
          reported.add(gateway);
          const others = sharing.filter(one => one !== gateway);
          yield {
            kind: 'duplicateCertificate',
            object: gateway,
            related: others.map(({ ref }) => ref),
            cause: `${nameOf(
              gateway.ref,
            )} serves credential ${name}, as ${others
              .map(({ ref }) => nameOf(ref))
              .join(', ')} does`,
            fix: 'Serve the hosts from one Gateway, or give each Gateway a certificate of its own.',
          };
        }
      }
    }
  },
};
