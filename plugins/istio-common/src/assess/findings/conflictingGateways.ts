import { stringifyObjectRef } from '../../model/identity';
import { bareHost } from '../exposure/gatewayServers';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** Servers that lost against those of an older Gateway on the same pods. */
export const conflictingGateways: FindingRule = {
  name: 'conflicting-gateways',
  raises: ['conflictingGateways'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['pods', 'pod'],
  ],
  *find({ exposure }): Iterable<RawFinding> {
    const reported = new Set<string>();
    for (const { group, merged } of exposure.gatewayWorkloads) {
      for (const lost of merged.rejected) {
        const { gateway, server, position, winner, rejection } = lost;
        // Where the pods listen is the matter of each Service; told once.
        const { port } = server;
        const key = `${stringifyObjectRef(gateway.ref)} ${position}`;
        if (reported.has(key)) continue;
        reported.add(key);
        const hosts = (
          lost.duplicates.length > 0 ? lost.duplicates : lost.hosts
        ).map(bareHost);
        const rival = winner ? nameOf(winner.gateway.ref) : 'another server';
        const own = nameOf(gateway.ref);
        yield {
          kind: 'conflictingGateways',
          object: gateway,
          related: [...(winner ? [winner.gateway.ref] : []), group.ref],
          cause:
            rejection === 'duplicate-host'
              ? `${own} is not served for ${hosts.join(
                  ', ',
                )} on port ${port}: ${rival} came first`
              : `A server of ${own} on port ${port} is dropped: ${
                  rejection === 'duplicate-port-name'
                    ? 'another one has the same port name'
                    : `it does not go together with ${rival}`
                }`,
          fix:
            rejection === 'duplicate-port-name'
              ? `Give each port of ${own} a name of its own.`
              : `Take ${hosts.join(
                  ', ',
                )} out of ${own} or of ${rival}, or use another port.`,
        };
      }
    }
  },
};
