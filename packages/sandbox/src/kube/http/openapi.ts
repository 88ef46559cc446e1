import type { ResourceRegistry } from '../ResourceRegistry';
import type { ResourceType } from '../ResourceType';

const ROOT = '/openapi/v3';

const OPEN_OBJECT = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

/** "io.istio.networking.v1.Gateway", as the API server names the schema of a kind. */
function schemaName({ group, kind }: ResourceType, version: string): string {
  const parts = (group || 'core.api.k8s.io').split('.').reverse();
  return [...parts, version, kind].join('.');
}

/** As the CustomResourceDefinitions here say: every field is left open. */
function schemaOf(type: ResourceType, version: string): object {
  const { group, kind } = type;
  return {
    ...OPEN_OBJECT,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: OPEN_OBJECT,
    },
    'x-kubernetes-group-version-kind': [{ group, kind, version }],
  };
}

function pathOf(group: string, version: string): string {
  return group ? `apis/${group}/${version}` : `api/${version}`;
}

/**
 * What `/openapi/v3` and the paths below it answer: which groups and versions
 * have a document, and the schemas of the kinds of one. Undefined when the path
 * is none, or no such group and version is served.
 *
 * @internal
 */
export function openapi(
  registry: ResourceRegistry,
  path: string,
): object | undefined {
  if (path !== ROOT && !path.startsWith(`${ROOT}/`)) return undefined;
  const served = registry
    .all()
    .flatMap(type => type.versions.map(version => ({ type, version })));
  if (path === ROOT) {
    const paths = served.map(({ type, version }) =>
      pathOf(type.group, version),
    );
    return {
      paths: Object.fromEntries(
        paths.map(name => [
          name,
          { serverRelativeURL: `${ROOT}/${name}?hash=0` },
        ]),
      ),
    };
  }
  const wanted = path.slice(ROOT.length + 1);
  const found = served.filter(
    ({ type, version }) => pathOf(type.group, version) === wanted,
  );
  if (found.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: {},
    components: {
      schemas: Object.fromEntries(
        found.map(({ type, version }) => [
          schemaName(type, version),
          schemaOf(type, version),
        ]),
      ),
    },
  };
}
