import type { ValidationFinding } from '../../api/validation';
import { CLAIMING, hostClaims } from '../claims';
import { type LiveCheck, named } from '../ingressCheck';

function covers(wildcard: string, host: string): boolean {
  return (
    wildcard.startsWith('*') &&
    wildcard !== host &&
    host.endsWith(wildcard.slice(1))
  );
}

/**
 * A wildcard and a name under it share the gateway: the name wins by SNI, but
 * HTTP/2 clients may reuse a connection of the wildcard's certificate and then
 * get 404 for the name.
 *
 * @internal
 */
export const hostOverlaps: LiveCheck = {
  id: 'host-overlaps',
  title: 'wildcard hosts',
  byFiles: true,
  needs: ['gateways.networking.istio.io'],
  alsoReads: CLAIMING,
  run({ intent, index }) {
    const byGateway = new Map<string, ValidationFinding>();
    for (const { gateway, host } of hostClaims(intent, index)) {
      const under = covers(host, intent.host);
      if (!under && !covers(intent.host, host)) continue;
      byGateway.set(named(gateway.ref), {
        code: 'MW-HOST-OVERLAP',
        severity: 'warning',
        ref: gateway.ref,
        field: 'host',
        cause: under
          ? `Host ${intent.host} is under ${host} of Gateway ${named(
              gateway.ref,
            )}, whose HTTP/2 clients may reuse their connection and get 404.`
          : `Host ${intent.host} covers ${host} of Gateway ${named(
              gateway.ref,
            )}; requests for that name stay there.`,
        fix: under
          ? 'Use a host that the wildcard does not cover, or let both share one Gateway and certificate.'
          : 'Name the hosts one by one, or tell the owner of that Gateway.',
      });
    }
    return [...byGateway.values()];
  },
};
