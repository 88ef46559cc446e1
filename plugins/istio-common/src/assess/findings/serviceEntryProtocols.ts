import { byRef } from '../../model/byCreation';
import type { ServiceEntryObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';

const EVERYWHERE = '*';

/** The namespaces that see an object; `*` for all. */
export function scopesOf(
  exportTo: readonly string[],
  namespace: string | undefined,
): readonly string[] {
  if (exportTo.length === 0 || exportTo.includes(EVERYWHERE)) {
    return [EVERYWHERE];
  }
  return [
    ...new Set(exportTo.map(one => (one === '.' ? namespace ?? '' : one))),
  ];
}

function keysOf({ ref, exportTo, hosts, ports }: ServiceEntryObject) {
  return scopesOf(exportTo, ref.namespace).flatMap(scope =>
    hosts.flatMap(host =>
      ports.map(({ port, protocol }) => ({
        scope,
        port,
        host,
        tail: `${host} ${port}`,
        protocol: protocol.toUpperCase(),
      })),
    ),
  );
}

interface Claim {
  readonly entry: ServiceEntryObject;
  readonly protocol: string;
}

/** Claims of a protocol by host and port, then by who sees them. */
function claimsByPort({ index }: AssessScope) {
  const claims = new Map<string, Map<string, Claim[]>>();
  for (const entry of [...index.all('serviceentry')].sort(byRef)) {
    for (const { tail, scope, protocol } of keysOf(entry)) {
      let scopes = claims.get(tail);
      if (!scopes) claims.set(tail, (scopes = new Map()));
      const list = scopes.get(scope);
      if (list) list.push({ entry, protocol });
      else scopes.set(scope, [{ entry, protocol }]);
    }
  }
  return claims;
}

/** Every set of claims that one client sees together. */
function seenTogether(scopes: ReadonlyMap<string, readonly Claim[]>) {
  const everywhere = scopes.get(EVERYWHERE) ?? [];
  return [...scopes].map(([scope, claims]) =>
    scope === EVERYWHERE ? claims : [...claims, ...everywhere],
  );
}

/**
 * One host and port with several protocols, of which Istio takes one.
 * Source: pkg/config/analysis/analyzers/serviceentry/conflictingserviceentries.go.
 */
export const serviceEntryProtocols = objectRule({
  name: 'service-entry-protocols',
  raises: ['conflictingEntryProtocol'],
  subjects: ['serviceentry'],
  reads: [['serviceentries.networking.istio.io', 'serviceentry']],
  *judge({ scope }, entry): Iterable<RawFinding> {
    const claims = scope.memo(claimsByPort, undefined);
    for (const { tail, host, port } of keysOf(entry)) {
      const rivals = seenTogether(claims.get(tail) ?? new Map()).find(
        seen =>
          seen.some(
            one =>
              one.entry.ref.name === entry.ref.name &&
              one.entry.ref.namespace === entry.ref.namespace,
          ) && new Set(seen.map(({ protocol }) => protocol)).size > 1,
      );
      if (!rivals) continue;
      const protocols = new Set(rivals.map(({ protocol }) => protocol));
      const others = [...new Set(rivals.map(one => one.entry.ref))].filter(
        ref =>
          ref.name !== entry.ref.name || ref.namespace !== entry.ref.namespace,
      );
      yield {
        kind: 'conflictingEntryProtocol',
        object: entry,
        related: others,
        cause: `${[entry.ref, ...others]
          .map(nameOf)
          .join(', ')} give port ${port} of ${host} the protocols ${[
          ...protocols,
        ]
          .sort()
          .join(', ')}`,
        fix: `Agree on one protocol for port ${port} of ${host}.`,
      };
      return;
    }
  },
});
