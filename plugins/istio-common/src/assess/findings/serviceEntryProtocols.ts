import { byCreation } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type { ServiceEntryObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { namesInWords, someRelated } from './someRelated';

/** The scope of what every namespace sees. */
export const EVERYWHERE = '*';

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

/** Several protocols that one client sees on one port. */
interface Conflict {
  readonly entries: readonly ObjectRef[];
  readonly protocols: readonly string[];
}

/** Claims by host and port, then by who sees them. */
function claimsByPort({ index }: AssessScope) {
  const claims = new Map<string, Map<string, Claim[]>>();
  for (const entry of [...index.all('serviceentry')].sort(byCreation)) {
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

/** The first claim of each protocol, then as many of the others as any finding lists. */
function someOfEach(claims: readonly Claim[]): readonly Claim[] {
  const first = new Map<string, Claim>();
  for (const one of claims) {
    if (!first.has(one.protocol)) first.set(one.protocol, one);
  }
  const others = someRelated(claims, one => first.get(one.protocol) !== one);
  return [...first.values(), ...others];
}

function conflictOf(seen: readonly Claim[]): Conflict | undefined {
  const protocols = new Set(seen.map(({ protocol }) => protocol));
  if (protocols.size < 2) return undefined;
  return {
    entries: [...new Set(seen.map(({ entry }) => entry.ref))],
    protocols: [...protocols].sort(),
  };
}

/** Conflicts by host and port, then by the namespace whose clients see them. */
function conflictsByPort(scope: AssessScope) {
  const conflicts = new Map<string, Map<string, Conflict>>();
  for (const [tail, scopes] of claimsByPort(scope)) {
    const everywhere = someOfEach(scopes.get(EVERYWHERE) ?? []);
    const found = new Map<string, Conflict>();
    for (const [seenBy, claims] of scopes) {
      const own = seenBy === EVERYWHERE ? [] : someOfEach(claims);
      const conflict = conflictOf(someOfEach([...own, ...everywhere]));
      if (conflict) found.set(seenBy, conflict);
    }
    if (found.size > 0) conflicts.set(tail, found);
  }
  return conflicts;
}

/** The first conflict among clients that see the entry. */
function conflictOn(
  { ref, exportTo }: ServiceEntryObject,
  conflicts: ReadonlyMap<string, Conflict>,
): Conflict | undefined {
  const scopes = scopesOf(exportTo, ref.namespace);
  return scopes.includes(EVERYWHERE)
    ? [...conflicts.values()][0]
    : scopes.flatMap(one => conflicts.get(one) ?? [])[0];
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
    const conflicts = scope.memo(conflictsByPort, undefined);
    for (const { tail, host, port } of keysOf(entry)) {
      const known = conflicts.get(tail);
      const conflict = known && conflictOn(entry, known);
      if (!conflict) continue;
      const { ref } = entry;
      const others = someRelated(
        conflict.entries,
        one => one.name !== ref.name || one.namespace !== ref.namespace,
      );
      yield {
        kind: 'conflictingEntryProtocol',
        object: entry,
        related: others,
        cause: `${namesInWords(
          [ref, ...others].map(nameOf),
        )} give port ${port} of ${host} the protocols ${namesInWords(
          conflict.protocols,
        )}`,
        fix: `Agree on one protocol for port ${port} of ${host}.`,
      };
      return;
    }
  },
});
