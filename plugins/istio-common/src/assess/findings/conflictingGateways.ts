import { stringifyObjectRef } from '../../model/identity';
import { bareHost } from '../exposure/gatewayServers';
import type { RejectedServer } from '../exposure/mergeGateways';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** Why the server is not served, and the way out. */
function words({ rejection, ...lost }: RejectedServer): {
  cause: string;
  fix: string;
} {
  const { gateway, winner, hosts, duplicates } = lost;
  const own = nameOf(gateway.ref);
  // Where the pods listen is the matter of each Service.
  const server = `A server of ${own} on port ${lost.server.port} is dropped`;
  const named = (duplicates.length > 0 ? duplicates : hosts)
    .map(bareHost)
    .join(', ');
  const rival = nameOf(winner.gateway.ref);
  const apart = `Take ${named} out of ${own} or of ${rival}, or use another port.`;
  switch (rejection) {
    case 'duplicate-host':
      return {
        cause: `${own} is not served for ${named} on port ${lost.server.port}: ${rival} came first`,
        fix: apart,
      };
    case 'duplicate-port-name':
      return {
        cause: `${server}: another one has the same port name`,
        fix: `Give each port of ${own} a name of its own.`,
      };
    default:
      return {
        cause: `${server}: it does not go together with ${rival}`,
        fix: apart,
      };
  }
}

/** Servers that lost against those of an older Gateway on the same pods. */
export const conflictingGateways: FindingRule = {
  name: 'conflicting-gateways',
  raises: ['conflictingGateways'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['pods', 'pod'],
  ],
  alsoReads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
  ],
  *find({ exposure }): Iterable<RawFinding> {
    const reported = new Set<string>();
    for (const { group, merged } of exposure.gatewayWorkloads) {
      for (const lost of merged.rejected) {
        const { gateway, position, winner } = lost;
        // Told once for all pods.
        const key = `${stringifyObjectRef(gateway.ref)} ${position}`;
        if (reported.has(key)) continue;
        reported.add(key);
        yield {
          kind: 'conflictingGateways',
          object: gateway,
          related: [winner.gateway.ref, group.ref],
          ...words(lost),
        };
      }
    }
  },
};
