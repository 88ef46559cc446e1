import {
  claimedPrefix,
  isClusterScoped,
  type ManifestObject,
  manifestRef,
  type RepositoryObject,
  trimRaw,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';

/** What a file defines, as far as it can be told. @internal */
export interface FileDefinitions {
  objects: RepositoryObject[];
  /** What of it was left out, and why. */
  unread?: string;
}

/** Contents that are nobody's business here, and what no file defines. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  '/Secret',
  '/ConfigMap',
  '/Pod',
]);

const claim = z.object({
  apiVersion: z.literal('v1'),
  kind: z.literal('ConfigMap'),
  metadata: z.object({
    name: z.string().min(1).max(253),
    namespace: z.string().min(1).max(253).optional(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  data: z.object({ prefix: z.string().max(253) }),
});

/** Text that Flux, Helm or a script puts values into, so that it is not the object. */
const PLACEHOLDER = /\$\{|\{\{/;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of Kubernetes have 253 characters at most, and so has all that is asked here. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 253;
}

/** The objects of a document: itself, or those of a `List`. */
function members(document: unknown): unknown[] {
  if (isRecord(document) && document.kind === 'List') {
    return Array.isArray(document.items) ? document.items : [];
  }
  return [document];
}

/** What a tenant claims; of other ConfigMaps nothing is read. */
function claimOf(
  document: Record<string, unknown>,
  namespace: string | undefined,
): ManifestObject | undefined {
  const parsed = claim.safeParse(document).data;
  const place = namespace ?? parsed?.metadata.namespace;
  if (!parsed || !place || claimedPrefix(parsed) === undefined) {
    return undefined;
  }
  return { ...parsed, metadata: { ...parsed.metadata, namespace: place } };
}

/** The document as an object without status; undefined where it is none. */
function objectOf(
  document: unknown,
  namespace: string | undefined,
): ManifestObject | undefined {
  if (!isRecord(document) || !isRecord(document.metadata)) return undefined;
  const { apiVersion, kind, metadata, status: _, ...rest } = document;
  const { name, labels, annotations } = metadata;
  if (!isText(apiVersion) || !isText(kind) || !isText(name)) return undefined;
  const { group } = manifestRef({ apiVersion, kind, metadata: { name } });
  if (LEFT_OUT.has(`${group}/${kind}`)) {
    return claimOf(document, namespace);
  }
  // A namespace of the kustomization replaces the one of the object.
  const own = isText(metadata.namespace) ? metadata.namespace : undefined;
  const place = isClusterScoped({ group, kind }) ? undefined : namespace ?? own;
  const object = {
    ...{ apiVersion, kind },
    metadata: {
      name,
      ...(place && { namespace: place }),
      ...(isRecord(labels) && { labels }),
      ...(isRecord(annotations) && { annotations }),
    },
    ...rest,
  };
  // Of no kind that the mesh is judged by. That the place is missing is told.
  const placed = { ...object.metadata, namespace: place ?? 'default' };
  if (!trimRaw({ ...object, metadata: placed })) return undefined;
  // Read from YAML, so plain JSON; the fields that the type names are checked.
  return object as ManifestObject;
}

/**
 * The objects of a file that the mesh is judged by, in the namespace that its
 * kustomization gives them. Never Secrets. An object with placeholders is left
 * out: what it will be is not in the repository.
 *
 * @internal
 */
export function definitionsIn(
  path: string,
  documents: unknown[] | UnreadableYamlError,
  namespace: string | undefined,
): FileDefinitions {
  if (documents instanceof UnreadableYamlError) {
    return { objects: [], unread: `${path} (${documents.message})` };
  }
  const all = documents
    .flatMap(members)
    .flatMap(document => objectOf(document, namespace) ?? []);
  const known = all.filter(
    object =>
      !PLACEHOLDER.test(JSON.stringify(object)) &&
      (object.metadata.namespace !== undefined ||
        isClusterScoped(manifestRef(object))),
  );
  return {
    objects: known.map(object => ({ path, object })),
    ...(known.length < all.length && {
      unread: `${path} (objects with placeholders, or without a namespace)`,
    }),
  };
}
