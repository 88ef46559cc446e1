import type {
  HttpMatch,
  HttpRoute,
  RouteDestination,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { isCatchAll, matchTitle } from '../../trim/trimHttpMatch';
import { resolveHost } from '../hosts';
import { resolveGatewayName } from './resolveGatewayName';

function split(condition: string): [kind: string, value: string] {
  const space = condition.indexOf(' ');
  return space === -1
    ? [condition, '']
    : [condition.slice(0, space), condition.slice(space + 1)];
}

/** Whether a delegate's condition is not wholly inside the root's. */
function conditionsConflict(root: string, leaf: string): boolean {
  const [rootKind, rootValue] = split(root);
  const [leafKind, leafValue] = split(leaf);
  if (rootKind === 'exact')
    return leafKind !== 'exact' || leafValue !== rootValue;
  if (rootKind !== 'prefix') return true;
  const comparable = leafKind === 'prefix' || leafKind === 'exact';
  return !comparable || !leafValue.startsWith(rootValue);
}

function gatewaysConflict(
  root: readonly string[] | undefined,
  leaf: readonly string[] | undefined,
): boolean {
  if (!root || !leaf) return false;
  return root.length < leaf.length || leaf.some(name => !root.includes(name));
}

function matchesConflict(root: HttpMatch, leaf: HttpMatch): boolean {
  const [ofRoot, ofLeaf] = [root.conditions ?? {}, leaf.conditions ?? {}];
  const labels = root.sourceLabels ?? {};
  return (
    Object.entries(ofLeaf).some(
      ([key, value]) =>
        ofRoot[key] !== undefined && conditionsConflict(ofRoot[key], value),
    ) ||
    root.ignoreCase !== leaf.ignoreCase ||
    (root.port !== undefined &&
      leaf.port !== undefined &&
      root.port !== leaf.port) ||
    (root.sourceNamespace !== undefined &&
      root.sourceNamespace !== leaf.sourceNamespace) ||
    Object.entries(leaf.sourceLabels ?? {}).some(
      ([key, value]) => labels[key] !== undefined && labels[key] !== value,
    ) ||
    gatewaysConflict(root.gateways, leaf.gateways)
  );
}

function mergeMatch(root: HttpMatch, leaf: HttpMatch): HttpMatch {
  const conditions = { ...root.conditions, ...leaf.conditions };
  const labels = { ...root.sourceLabels, ...leaf.sourceLabels };
  const gateways = leaf.gateways ?? root.gateways;
  const port = leaf.port ?? root.port;
  const sourceNamespace = leaf.sourceNamespace ?? root.sourceNamespace;
  return {
    title: matchTitle(conditions),
    catchAll: isCatchAll(conditions),
    ...(gateways && { gateways }),
    ...(port !== undefined && { port }),
    ...(sourceNamespace !== undefined && { sourceNamespace }),
    ...(Object.keys(labels).length > 0 && { sourceLabels: labels }),
  };
}

/** Undefined when a match of the delegate lies outside every match of the root. */
function mergeMatches(
  root: readonly HttpMatch[],
  leaf: readonly HttpMatch[],
): readonly HttpMatch[] | undefined {
  if (root.length === 0) return leaf;
  if (leaf.length === 0) return root;
  const merged: HttpMatch[] = [];
  for (const inner of leaf) {
    const fitting = root.filter(outer => !matchesConflict(outer, inner));
    if (fitting.length === 0) return undefined;
    merged.push(...fitting.map(outer => mergeMatch(outer, inner)));
  }
  return merged;
}

/** Short names of a match belong to the namespace of the object that says them. */
function resolvedMatch(match: HttpMatch, namespace: string): HttpMatch {
  if (!match.gateways) return match;
  return {
    ...match,
    gateways: match.gateways.map(name => resolveGatewayName(name, namespace)),
  };
}

/**
 * The routes of a delegate as they stand in place of the root's route, with
 * full names; those that the root's conditions exclude are left out. Only one
 * level is followed: a route of a delegate that delegates again leads nowhere.
 * Source: pilot/pkg/model/virtualservice.go, MergeHTTPRoutes.
 */
export function mergeDelegate(
  root: VirtualServiceObject,
  route: HttpRoute,
  delegate: VirtualServiceObject,
): { routes: HttpRoute[]; excluded: number } {
  const outer = route.matches.map(match =>
    resolvedMatch(match, root.ref.namespace ?? ''),
  );
  const full = (destination: RouteDestination) => ({
    ...destination,
    host: resolveHost(destination.host, delegate.ref),
  });
  const routes = delegate.http.flatMap(inner => {
    const matches = mergeMatches(
      outer,
      inner.matches.map(match =>
        resolvedMatch(match, delegate.ref.namespace ?? ''),
      ),
    );
    if (!matches) return [];
    const mirrors = inner.mirrors?.map(full) ?? route.mirrors;
    return [
      {
        ...(inner.name !== undefined && { name: inner.name }),
        matches,
        destinations: inner.destinations.map(full),
        ...(mirrors && { mirrors }),
        ...((inner.answers || route.answers) && { answers: true }),
      },
    ];
  });
  return { routes, excluded: delegate.http.length - routes.length };
}
