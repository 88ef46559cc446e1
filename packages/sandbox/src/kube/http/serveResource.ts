import { methodNotAllowedHere } from '../apiErrors';
import { refusal } from '../../faults/refusal';
import type { KubeObject } from '../KubeObject';
import type { ResourceType } from '../ResourceType';
import { sendJson, type Backing, type Exchange } from './Exchange';
import { parseListQuery } from './ListQuery';
import { listObjects } from './listObjects';
import { objectJson } from './objectJson';
import { patchObject } from './patchObject';
import { isDryRun, readDeleteOptions, readInput } from './requestBody';
import type { RequestInfo } from './RequestInfo';
import { WatchStream } from './WatchStream';

type Serve = (
  backing: Backing,
  exchange: Exchange,
  type: ResourceType,
) => void | Promise<void>;

function statusOf({ subresource }: RequestInfo): 'status' | undefined {
  return subresource === 'status' ? 'status' : undefined;
}

const list: Serve = ({ api }, { info, query, response }, type) => {
  const options = parseListQuery(type, info.namespace, query, false);
  sendJson(response, 200, listObjects(api.store, type, info.version, options));
};

const watch: Serve = (backing, exchange, type) => {
  const { api, faults, bookmarkEveryMs, watchList } = backing;
  const { info, query, response, fault } = exchange;
  const named = new URLSearchParams(query);
  if (info.name) named.set('fieldSelector', `metadata.name=${info.name}`);
  const stream = new WatchStream(response, {
    store: api.store,
    type,
    version: info.version,
    query: parseListQuery(type, info.namespace, named, true, watchList),
    bookmarkEveryMs,
  });
  response.on('close', faults.track(stream, fault));
  if (fault?.as === 'event') {
    stream.startWithError(refusal(fault).status);
  } else {
    stream.start();
  }
};

const get: Serve = ({ api }, { info, response }, type) => {
  const found = api.get(type, info.namespace, info.name ?? '');
  sendJson(response, 200, objectJson(type, found, info.version));
};

const create: Serve = async ({ api }, exchange, type) => {
  const { info, query, request, response } = exchange;
  if (info.name) throw methodNotAllowedHere();
  const dryRun = isDryRun(query, 'CreateOptions');
  const input = await readInput(request, type, info.version);
  const created = api.create(type, info.namespace, input, { dryRun });
  sendJson(response, 201, objectJson(type, created, info.version));
};

const update: Serve = async ({ api }, exchange, type) => {
  const { info, query, request, response } = exchange;
  if (!info.name) throw methodNotAllowedHere();
  const dryRun = isDryRun(query, 'UpdateOptions');
  const input = await readInput(request, type, info.version);
  const updated = api.update(
    { type, namespace: info.namespace, name: info.name },
    input,
    { dryRun, subresource: statusOf(info) },
  );
  sendJson(response, 200, objectJson(type, updated, info.version));
};

const patch: Serve = async ({ api, applied }, exchange, type) => {
  const { info, query, request, response } = exchange;
  if (!info.name) throw methodNotAllowedHere();
  const { object, created } = await patchObject(
    api,
    applied,
    {
      type,
      namespace: info.namespace,
      name: info.name,
      subresource: statusOf(info),
      dryRun: isDryRun(query, 'PatchOptions'),
      fieldManager: query.get('fieldManager') ?? undefined,
      force: query.get('force') === 'true',
    },
    request,
  );
  const json = objectJson(type, object, info.version);
  sendJson(response, created ? 201 : 200, json);
};

/** Types of the core group whose delete answers with the object itself. */
const RETURNED_WHEN_DELETED = new Set(['pods', 'services', 'serviceaccounts']);

function deletedStatus(type: ResourceType, { metadata }: KubeObject): string {
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: metadata.name,
      ...(type.group && { group: type.group }),
      kind: type.plural,
      uid: metadata.uid,
    },
  });
}

const remove: Serve = async ({ api }, exchange, type) => {
  const { info, query, request, response } = exchange;
  const options = await readDeleteOptions(request, query);
  const { object, gone } = api.delete(
    { type, namespace: info.namespace, name: info.name ?? '' },
    options,
  );
  const status =
    gone && !(type.group === '' && RETURNED_WHEN_DELETED.has(type.plural));
  const body = status
    ? deletedStatus(type, object)
    : objectJson(type, object, info.version);
  sendJson(response, 200, body);
};

const removeCollection: Serve = async ({ api }, exchange, type) => {
  const { info, query, request, response } = exchange;
  if (type.plural === 'namespaces') throw methodNotAllowedHere();
  const options = await readDeleteOptions(request, query);
  const selection = parseListQuery(type, info.namespace, query, false);
  const body = listObjects(api.store, type, info.version, selection);
  for (const object of api.store.list(type)) {
    if (selection.matches(object)) {
      const { namespace, name } = object.metadata;
      api.delete({ type, namespace, name }, options);
    }
  }
  sendJson(response, 200, body);
};

/** How each verb on a resource is answered. @internal */
export const RESOURCE_VERBS: Readonly<Record<string, Serve | undefined>> = {
  list,
  watch,
  get,
  create,
  update,
  patch,
  delete: remove,
  deletecollection: removeCollection,
};
