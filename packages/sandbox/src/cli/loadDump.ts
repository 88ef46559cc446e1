import { customResourceDefinition } from '../kube/customResourceDefinition';
import { KubeServer } from '../kube/KubeServer';
import { isRecord, type KubeInput } from '../kube/KubeObject';
import { KNOWN_CUSTOM_RESOURCES } from '../kube/knownCustomResources';
import { CUSTOM_RESOURCE_DEFINITIONS } from '../kube/ResourceRegistry';

/** Who may look at a dump; nobody may change it. */
const READERS: KubeInput[] = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'sandbox-dump-reader' },
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'sandbox-dump-reader' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'sandbox-dump-reader',
    },
    subjects: [
      {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Group',
        name: 'meshwright:readers',
      },
    ],
  },
];

/** The tokens of a dump: everybody who may come in only reads. */
const DUMP_TOKENS = {
  'sandbox-reader': { name: 'reader', groups: ['meshwright:readers'] },
  'sandbox-admin': { name: 'admin', groups: ['meshwright:readers'] },
  'sandbox-nobody': { name: 'nobody' },
};

/** A kind the sandbox does not know is served under the plural that English suggests. */
function plural(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith('s')) return `${lower}es`;
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}

/** Makes a kind of the dump served that is neither built in nor in any definition. */
function installKind(server: KubeServer, object: KubeInput): void {
  const [group, version] = String(object.apiVersion).split('/');
  const { kind = '' } = object;
  const known = KNOWN_CUSTOM_RESOURCES.find(
    type => type.kind === kind && type.group === group,
  );
  const type = known ?? {
    group,
    versions: [version],
    plural: plural(kind),
    singular: kind.toLowerCase(),
    kind,
    namespaced: object.metadata?.namespace !== undefined,
    status: true,
    custom: true,
  };
  server.store.put(CUSTOM_RESOURCE_DEFINITIONS, customResourceDefinition(type));
}

/** How many objects of a dump were taken, and what was left out and why. @internal */
export interface LoadedDump {
  server: KubeServer;
  objects: number;
  skipped: string[];
}

/** Serves the objects of a dump as a cluster that nobody can change. @internal */
export function loadDump(
  name: string,
  objects: readonly KubeInput[],
): LoadedDump {
  const server = new KubeServer({ name, tokens: DUMP_TOKENS, products: [] });
  const skipped: string[] = [];
  // definitions and namespaces first, so that what needs them finds them
  const first = (object: KubeInput) =>
    Number(object.kind !== 'CustomResourceDefinition');
  let taken = 0;
  for (const object of [...objects].sort((a, b) => first(a) - first(b))) {
    const { apiVersion, kind, metadata } = object;
    if (!apiVersion || !kind || !isRecord(metadata) || !metadata.name) {
      skipped.push(`${kind ?? 'an object'} without apiVersion, kind or name`);
    } else {
      if (!server.registry.byKind(apiVersion, kind)) {
        if (apiVersion.includes('/')) installKind(server, object);
      }
      if (server.registry.byKind(apiVersion, kind)) {
        server.put(object);
        taken += 1;
      } else {
        skipped.push(`${kind} (${apiVersion})`);
      }
    }
  }
  for (const reader of READERS) server.put(reader);
  server.store.compact();
  return { server, objects: taken, skipped };
}
