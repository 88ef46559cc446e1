import { badRequest, expired, resourceVersionTooLarge } from '../apiErrors';
import { isRecord, type KubeObject } from '../KubeObject';
import { apiVersionOf, type ResourceType } from '../ResourceType';
import type { ObjectStore } from '../store/ObjectStore';
import type { ListQuery } from './ListQuery';
import { itemJson } from './objectJson';

// The sentences of k8s.io/apiserver/pkg/storage/etcd3/errors.go.
const LIST_EXPIRED = 'The resourceVersion for the provided list is too old.';
const CONTINUE_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** Where a paged list goes on: at which revision (-1: whatever is current) and after which key. */
interface Cursor {
  revision: number;
  after: string;
}

function keyOf({ metadata }: KubeObject): string {
  return metadata.namespace
    ? `${metadata.namespace}/${metadata.name}`
    : metadata.name;
}

function encodeCursor({ revision, after }: Cursor): string {
  return Buffer.from(
    JSON.stringify({
      v: 'meta.k8s.io/v1',
      rv: revision,
      start: `${after}\u0000`,
    }),
  ).toString('base64url');
}

function decodeCursor(token: string): Cursor {
  try {
    const parsed: unknown = JSON.parse(
      Buffer.from(token, 'base64url').toString('utf8'),
    );
    if (
      isRecord(parsed) &&
      typeof parsed.rv === 'number' &&
      typeof parsed.start === 'string'
    ) {
      return {
        revision: parsed.rv,
        after: parsed.start.slice(0, -1),
      };
    }
  } catch {
    // said below, in the API server's words
  }
  throw badRequest(
    'invalid continue token: continue key is not valid: it is no token of this server',
  );
}

/** A resourceVersion as a number; anything else is refused. */
function parseResourceVersion(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const shown = JSON.stringify(text);
  throw badRequest(
    `invalid resource version: resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: invalid syntax`,
  );
}

interface Snapshot {
  objects: readonly KubeObject[];
  revision: number;
  after?: string;
}

function continued(
  store: ObjectStore,
  type: ResourceType,
  token: string,
): Snapshot {
  const cursor = decodeCursor(token);
  if (cursor.revision < 0) {
    return {
      objects: store.list(type),
      revision: store.resourceVersion,
      after: cursor.after,
    };
  }
  const objects = store.listAt(type, cursor.revision);
  if (!objects) {
    throw expired(
      CONTINUE_EXPIRED,
      encodeCursor({ revision: -1, after: cursor.after }),
    );
  }
  return { objects, ...cursor };
}

function snapshot(
  store: ObjectStore,
  type: ResourceType,
  query: ListQuery,
): Snapshot {
  if (query.continueToken) return continued(store, type, query.continueToken);
  const current = store.resourceVersion;
  if (query.resourceVersion) {
    const asked = parseResourceVersion(query.resourceVersion);
    if (asked > current) throw resourceVersionTooLarge(asked, current);
    if (query.resourceVersionMatch === 'Exact') {
      const objects = store.listAt(type, asked);
      if (!objects) throw expired(LIST_EXPIRED);
      return { objects, revision: asked };
    }
  }
  return { objects: store.list(type), revision: current };
}

/** One page of a list as the text of its body. @internal */
export function listObjects(
  store: ObjectStore,
  type: ResourceType,
  version: string,
  query: ListQuery,
): string {
  const { objects, revision, after } = snapshot(store, type, query);
  const rest = objects.filter(
    object =>
      (after === undefined || keyOf(object) > after) && query.matches(object),
  );
  const page = query.limit > 0 ? rest.slice(0, query.limit) : rest;
  const remaining = rest.length - page.length;
  const metadata = {
    resourceVersion: String(revision),
    ...(remaining > 0 && {
      continue: encodeCursor({
        revision,
        after: keyOf(page[page.length - 1]),
      }),
      // a server does not count what it would have to look through first
      ...(!query.selects && { remainingItemCount: remaining }),
    }),
  };
  const head = JSON.stringify({
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type, version),
    metadata,
  });
  const items = page.map(object => itemJson(type, object, version));
  return `${head.slice(0, -1)},"items":[${items.join(',')}]}`;
}
