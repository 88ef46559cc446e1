import type { ResourceRegistry } from '../ResourceRegistry';
import type { ResourceType } from '../ResourceType';
import { openapi } from './openapi';
import { isScalable } from './serveScale';

const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

const AUTHORIZATION = 'authorization.k8s.io';

/** As a cluster of Kubernetes 1.36 answers. */
const VERSION = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.1-meshwright-sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2026-05-12T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'linux/amd64',
};

interface GroupVersions {
  name: string;
  versions: string[];
}

function groupsOf(types: readonly ResourceType[]): GroupVersions[] {
  const groups = new Map<string, string[]>();
  for (const { group, versions } of types) {
    if (!group) continue;
    const known = groups.get(group) ?? [];
    groups.set(group, [
      ...known,
      ...versions.filter(version => !known.includes(version)),
    ]);
  }
  groups.set(AUTHORIZATION, ['v1']);
  return [...groups].map(([name, versions]) => ({ name, versions }));
}

function groupJson({ name, versions }: GroupVersions) {
  const all = versions.map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions: all, preferredVersion: all[0] };
}

function resourcesOf(types: readonly ResourceType[]) {
  return types.flatMap(type => {
    const { plural, singular, namespaced, kind, shortNames } = type;
    const main = {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: VERBS,
      ...(shortNames?.length && { shortNames }),
    };
    const status = {
      name: `${plural}/status`,
      singularName: '',
      namespaced,
      kind,
      verbs: ['get', 'patch', 'update'],
    };
    const scale = {
      name: `${plural}/scale`,
      singularName: '',
      namespaced,
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
      verbs: ['get', 'patch', 'update'],
    };
    return [
      main,
      ...(isScalable(type) ? [scale] : []),
      ...(type.status ? [status] : []),
    ];
  });
}

const ACCESS_REVIEW = {
  name: 'selfsubjectaccessreviews',
  singularName: 'selfsubjectaccessreview',
  namespaced: false,
  kind: 'SelfSubjectAccessReview',
  verbs: ['create'],
};

function resourceList(
  registry: ResourceRegistry,
  group: string,
  version: string,
): object | undefined {
  const types = registry
    .all()
    .filter(type => type.group === group && type.versions.includes(version));
  const resources =
    group === AUTHORIZATION && version === 'v1'
      ? [ACCESS_REVIEW]
      : resourcesOf(types);
  if (resources.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources,
  };
}

/** The aggregated form of discovery, which kubectl asks for with one request. */
function aggregated(registry: ResourceRegistry, core: boolean): object {
  const types = registry.all();
  const groups = core
    ? [{ name: '', versions: ['v1'] }]
    : groupsOf(types).filter(({ name }) => name !== AUTHORIZATION);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: { ...(name && { name }), creationTimestamp: null },
      versions: versions.map(version => ({
        version,
        freshness: 'Current',
        resources: types
          .filter(
            type => type.group === name && type.versions.includes(version),
          )
          .map(type => ({
            resource: type.plural,
            responseKind: { group: name, version, kind: type.kind },
            scope: type.namespaced ? 'Namespaced' : 'Cluster',
            singularResource: type.singular,
            verbs: VERBS,
            ...(type.shortNames?.length && { shortNames: type.shortNames }),
            ...(type.status && {
              subresources: [
                {
                  subresource: 'status',
                  responseKind: { group: name, version, kind: type.kind },
                  verbs: ['get', 'patch', 'update'],
                },
              ],
            }),
          })),
      })),
    })),
  };
}

/** The media type of a discovery document; clients tell the aggregated form by it. @internal */
export function discoveryType(document: object): string {
  return 'kind' in document && document.kind === 'APIGroupDiscoveryList'
    ? 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    : 'application/json';
}

/** Whether an Accept header asks for the aggregated form. */
function wantsAggregated(accept: string | undefined): boolean {
  return /g=apidiscovery\.k8s\.io/.test(accept ?? '');
}

/**
 * What a discovery path answers: which groups, versions and resources there
 * are. Undefined when the path is none.
 *
 * @internal
 */
export function discover(
  registry: ResourceRegistry,
  path: string,
  accept: string | undefined,
): object | string | undefined {
  const parts = path.split('/').filter(Boolean);
  const [root, ...rest] = parts;
  if (['healthz', 'livez', 'readyz'].includes(root)) return 'ok';
  if (path === '/version') return VERSION;
  if (path.startsWith('/openapi/v3')) return openapi(registry, path);
  if (path === '/openapi/v2') {
    return {
      swagger: '2.0',
      info: { title: 'Kubernetes', version: VERSION.gitVersion },
      paths: {},
    };
  }
  if (root === 'api') {
    if (rest.length === 1) return resourceList(registry, '', rest[0]);
    if (rest.length > 0) return undefined;
    return wantsAggregated(accept)
      ? aggregated(registry, true)
      : { kind: 'APIVersions', versions: ['v1'] };
  }
  if (root !== 'apis') return undefined;
  if (rest.length === 0) {
    return wantsAggregated(accept)
      ? aggregated(registry, false)
      : {
          kind: 'APIGroupList',
          apiVersion: 'v1',
          groups: groupsOf(registry.all()).map(groupJson),
        };
  }
  if (rest.length === 2) return resourceList(registry, rest[0], rest[1]);
  const group = groupsOf(registry.all()).find(({ name }) => name === rest[0]);
  return rest.length === 1 && group
    ? { kind: 'APIGroup', apiVersion: 'v1', ...groupJson(group) }
    : undefined;
}
