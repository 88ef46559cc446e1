import { isRecord } from '../watch/isRecord';

const PREFIX = '#/components/schemas/';

/** Deeper than any schema of Kubernetes. */
const DEEPEST = 200;

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== '$ref' || typeof inner !== 'string') {
      collect(inner, found, depth + 1);
    } else if (inner.startsWith(PREFIX)) {
      found.add(inner.slice(PREFIX.length));
    }
  }
}

/** A schema and every other one that it refers to, directly or not, by name. */
export function reachableSchemas(
  schemas: Readonly<Record<string, unknown>>,
  root: string,
): Record<string, unknown> {
  const reached = new Map<string, unknown>();
  const open = [root];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name) || !Object.hasOwn(schemas, name)) continue;
    reached.set(name, schemas[name]);
    const next = new Set<string>();
    collect(schemas[name], next, 0);
    open.push(...next);
  }
  return Object.fromEntries(reached);
}

/** The name of the schema that says it is of this kind. */
export function schemaNameOf(
  schemas: Readonly<Record<string, unknown>>,
  wanted: { group: string; version: string; kind: string },
): string | undefined {
  return Object.keys(schemas).find(name => {
    const schema = schemas[name];
    const kinds = isRecord(schema)
      ? schema['x-kubernetes-group-version-kind']
      : undefined;
    // A schema of several kinds, DeleteOptions and the like, is of none.
    const [only, ...more] = Array.isArray(kinds) ? kinds : [];
    return (
      more.length === 0 &&
      isRecord(only) &&
      only.group === wanted.group &&
      only.version === wanted.version &&
      only.kind === wanted.kind
    );
  });
}
