/** What a request of the Kubernetes API asks for. @internal */
export interface RequestInfo {
  verb: string;
  group: string;
  version: string;
  /** Empty for paths that are no resource, such as discovery. */
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
  path: string;
}

const COLLECTION_VERBS: Record<string, string> = {
  GET: 'list',
  POST: 'create',
  DELETE: 'deletecollection',
};
const OBJECT_VERBS: Record<string, string> = {
  GET: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
  POST: 'create',
};

/** Whether a query flag is on, as the API server reads booleans. @internal */
export function isOn(value: string | null): boolean {
  return value !== null && value !== 'false' && value !== '0';
}

/**
 * Reads method and path as the API server's request info resolver does
 * (k8s.io/apiserver/pkg/endpoints/request).
 *
 * @internal
 */
export function parseRequestInfo(
  method: string,
  path: string,
  query: URLSearchParams,
): RequestInfo {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  const nothing: RequestInfo = {
    verb: method.toLowerCase(),
    group: '',
    version: '',
    resource: '',
    path,
  };
  const core = parts[0] === 'api';
  if (!core && parts[0] !== 'apis') return nothing;
  const [group, version, ...rest] = core
    ? ['', ...parts.slice(1)]
    : parts.slice(1);
  if (!version || rest.length === 0) {
    return { ...nothing, group: group ?? '', version: version ?? '' };
  }
  const scoped = rest[0] === 'namespaces' && rest.length > 2;
  const ownSubresource = ['status', 'finalize'].includes(rest[2] ?? '');
  const inNamespace = scoped && !(rest.length === 3 && ownSubresource);
  const [resource, name, subresource] = inNamespace ? rest.slice(2) : rest;
  const verbs = name ? OBJECT_VERBS : COLLECTION_VERBS;
  const watching = method === 'GET' && isOn(query.get('watch'));
  return {
    verb: watching ? 'watch' : verbs[method] ?? method.toLowerCase(),
    group,
    version,
    resource,
    ...(inNamespace && { namespace: rest[1] }),
    ...(name && { name }),
    ...(subresource && { subresource }),
    path,
  };
}
