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
        const { gateway, position, port, winner, rejection } = lost;
        const key = `${stringifyObjectRef(gateway.ref)} ${position} ${port}`;
        if (reported.has(key)) continue;
        reported.add(key);
        const hosts = (
          lost.duplicates.length > 0 ? lost.duplicates : lost.hosts
        ).map(bareHost);
        const rival = winner ? nameOf(winner.gateway.ref) : 'another server';
        yield {
          kind: 'conflictingGateways',
          object: gateway,
          related: [...(winner ? [winner.gateway.ref] : []), group.ref],
          cause:
            rejection === 'duplicate-host'
              ? `${nameOf(gateway.ref)} is not served for ${hosts.join(
                  ', ',
                )} on port ${port}: ${rival} came first`
              : `A server of ${nameOf(
                  gateway.ref,
                )} on port ${port} is dropped: it does not go together with ${rival}`,
          fix: `Take ${hosts.join(', ')} out of ${nameOf(
            gateway.ref,
          )} or of ${rival}, or use another port.`,
        };
      }
    }
  },
};
