import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  isClusterScoped,
  type ManifestObject,
  manifestRef,
  stringifyObjectRef,
} from '@meshwright/backstage-plugin-istio-common';

/** Where objects go in a repository. @public */
export interface ManifestLayout {
  cluster: string;
  /** Folder of a namespace's files; `clusters/{cluster}/{namespace}` by default. */
  path?: string;
  /**
   * Folder of what belongs to no namespace; that which holds the folders of
   * the namespaces by default.
   */
  clusterPath?: string;
  /** Name of the file in that folder, "cart-ingress.yaml". */
  fileName: string;
  /** Names of the files of single objects, by their reference. */
  homes?: Readonly<Record<string, string>>;
}

/** What of a layout says where folders are. @public */
export type FolderLayout = Pick<
  ManifestLayout,
  'cluster' | 'path' | 'clusterPath'
>;

/** The default of {@link ManifestLayout.path}. @public */
export const DEFAULT_LAYOUT_PATH = 'clusters/{cluster}/{namespace}';

/** A file of a folder with the objects that go there. @internal */
export interface ObjectFile {
  folder: string;
  fileName: string;
  objects: ManifestObject[];
  /** The kustomization above that lists the folder; absent at the top. */
  parent?: string;
}

/**
 * The folder of what belongs to no namespace.
 *
 * @public
 */
export function clusterFolder(layout: FolderLayout): string {
  const path = layout.path ?? DEFAULT_LAYOUT_PATH;
  const parts = path.split('/');
  const varying = parts.findIndex(part => part.includes('{namespace}'));
  const own = parts.slice(0, varying < 0 ? parts.length : varying).join('/');
  const folder = layout.clusterPath ?? own;
  if (path.includes('{cluster}') && !folder.includes('{cluster}')) {
    throw new InputError(
      `No folder is known for what belongs to cluster ${layout.cluster} as a whole: set istio.gitops.clusterPath, with {cluster} in it.`,
    );
  }
  return folder.replaceAll('{cluster}', layout.cluster);
}

/** The namespace in whose folder an object stands, if there is one. */
function folderNamespace(object: ManifestObject): string | undefined {
  const { kind, metadata } = object;
  if (metadata.namespace) return metadata.namespace;
  const ref = manifestRef(object);
  if (!isClusterScoped(ref)) {
    throw new InputError(
      `${kind} ${metadata.name} has no namespace, so it has no folder: give it one.`,
    );
  }
  // A namespace is the first thing of its own folder.
  return kind === 'Namespace' ? metadata.name : undefined;
}

/** The folder of a namespace. @internal */
export function namespaceFolder(
  namespace: string,
  { cluster, path = DEFAULT_LAYOUT_PATH }: FolderLayout,
): string {
  return path
    .replaceAll('{cluster}', cluster)
    .replaceAll('{namespace}', namespace);
}

/**
 * The folder whose kustomization lists the folders of the namespaces; undefined
 * where none does.
 *
 * @internal
 */
export function namespacesFolder({
  cluster,
  path = DEFAULT_LAYOUT_PATH,
}: FolderLayout): string | undefined {
  const above = posix.dirname(path);
  return posix.basename(path).includes('{namespace}') &&
    !above.includes('{namespace}')
    ? above.replaceAll('{cluster}', cluster)
    : undefined;
}

/** The folder of an object. @internal */
export function objectFolder(
  object: ManifestObject,
  layout: FolderLayout,
): string {
  const namespace = folderNamespace(object);
  return namespace ? namespaceFolder(namespace, layout) : clusterFolder(layout);
}

/** Folders of objects, as far as the layout has one for them. @internal */
export function objectFolders(
  objects: readonly ManifestObject[],
  layout: FolderLayout,
): string[] {
  const folders = objects.flatMap(object => {
    try {
      return [objectFolder(object, layout)];
    } catch (error) {
      // Who plans the object says so.
      if (error instanceof Error && error.name === 'InputError') return [];
      throw error;
    }
  });
  return [...new Set(folders)];
}

/** The objects by file, in their order. @internal */
export function objectFiles(
  objects: readonly ManifestObject[],
  layout: ManifestLayout,
): ObjectFile[] {
  const template = layout.path ?? DEFAULT_LAYOUT_PATH;
  const nested = posix.basename(template).includes('{namespace}');
  const byPath = new Map<string, ObjectFile>();
  for (const object of objects) {
    const namespace = folderNamespace(object);
    const folder = objectFolder(object, layout);
    const home = layout.homes?.[stringifyObjectRef(manifestRef(object))];
    const fileName = home ?? layout.fileName;
    const path = posix.join(folder, fileName);
    const entry = byPath.get(path) ?? {
      folder,
      fileName,
      objects: [],
      parent: nested && namespace ? posix.dirname(folder) : undefined,
    };
    entry.objects.push(object);
    byPath.set(path, entry);
  }
  return [...byPath.values()];
}
