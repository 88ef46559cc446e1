import type { ObjectNote, ObjectNoteName } from '../../model/objectNote';
import { type Fields, fields, list, text } from '../fields';

/** Routes are rebuilt as a whole, so that nothing can be added or removed there. */
const ROUTES: ReadonlySet<string> = new Set([
  'ROUTE_CONFIGURATION',
  'HTTP_ROUTE',
]);

const REPLACEABLE: ReadonlySet<string> = new Set([
  'NETWORK_FILTER',
  'HTTP_FILTER',
  'VIRTUAL_HOST',
]);

/** What two patches share when they are about the same filter. */
function subjectOf(entry: Fields): string {
  const value = fields(fields(entry.patch).value);
  if (Object.keys(value).length === 0) return '';
  if (value.name !== undefined) return `value ${JSON.stringify(value.name)}`;
  const chain = fields(fields(fields(entry.match).listener).filterChain);
  const filter = text(fields(chain.filter).name);
  return filter ? `filter ${filter}` : '';
}

function fault(
  operation: string | undefined,
  applyTo: string,
  relative: ObjectNoteName | undefined,
): ObjectNoteName | undefined {
  switch (operation) {
    case 'ADD':
      return ROUTES.has(applyTo) ? 'add-patch' : undefined;
    case 'REMOVE':
      return ROUTES.has(applyTo) ? 'remove-patch' : relative;
    case 'REPLACE':
      return REPLACEABLE.has(applyTo) ? relative : 'replace-patch';
    case 'INSERT_BEFORE':
    case 'INSERT_AFTER':
      return relative;
    default:
      return undefined;
  }
}

/**
 * Patches that Envoy ignores, and relative ones whose outcome hangs on the
 * order of filters. An earlier patch of the same subject that names a proxy
 * version makes it worse. istioctl looks for that patch in other EnvoyFilters
 * too, in an order of chance; here only inside the one.
 * Source: pkg/config/analysis/analyzers/envoyfilter/envoyfilter.go.
 */
export function envoyFilterNotes(raw: unknown): ObjectNote[] {
  const spec = fields(fields(raw).spec);
  const hasPriority = typeof spec.priority === 'number' && spec.priority !== 0;
  const versioned = new Set<string>();
  const notes = new Map<string, ObjectNote>();
  for (const entry of list(spec.configPatches).map(fields)) {
    // What follows an entry without a patch is not looked at.
    if (entry.patch === undefined || entry.patch === null) break;
    const subject = subjectOf(entry);
    const operation = text(fields(entry.patch).operation);
    const relative = versioned.has(subject)
      ? 'relative-versioned-patch'
      : 'relative-patch';
    const name = fault(
      operation,
      text(entry.applyTo) ?? '',
      hasPriority ? undefined : relative,
    );
    if (name && operation) {
      notes.set(`${name} ${operation}`, { name, details: [operation] });
    }
    if (text(fields(fields(entry.match).proxy).proxyVersion)) {
      versioned.add(subject);
    }
  }
  return [...notes.values()];
}
