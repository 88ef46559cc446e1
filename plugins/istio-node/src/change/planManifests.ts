import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  addKustomizationResources,
  type ManifestObject,
  manifestRef,
  removeDocuments,
  removeKustomizationResources,
  UnreadableYamlError,
  upsertDocuments,
} from '@meshwright/backstage-plugin-istio-common';
import type { ChangePlan, FileTexts } from './ChangePlan';

/** Where objects go in a repository. @public */
export interface ManifestLayout {
  cluster: string;
  /** Folder of a namespace's files; `clusters/{cluster}/{namespace}` by default. */
  path?: string;
  /** Name of the file in that folder, "cart-ingress.yaml". */
  fileName: string;
}

/** The default of {@link ManifestLayout.path}. @public */
export const DEFAULT_LAYOUT_PATH = 'clusters/{cluster}/{namespace}';

const KUSTOMIZATION = 'kustomization.yaml';

interface Folder {
  folder: string;
  objects: ManifestObject[];
  /** The kustomization above that lists the folder; absent at the top. */
  parent?: string;
}

function folders(
  objects: readonly ManifestObject[],
  layout: ManifestLayout,
): Folder[] {
  const template = layout.path ?? DEFAULT_LAYOUT_PATH;
  const nested = posix.basename(template).includes('{namespace}');
  const byFolder = new Map<string, Folder>();
  for (const object of objects) {
    const { namespace } = object.metadata;
    if (!namespace) {
      throw new InputError(
        `${object.kind} ${object.metadata.name} has no namespace, so it has no folder: give it one.`,
      );
    }
    const folder = template
      .replaceAll('{cluster}', layout.cluster)
      .replaceAll('{namespace}', namespace);
    const entry = byFolder.get(folder) ?? {
      folder,
      objects: [],
      parent: nested ? posix.dirname(folder) : undefined,
    };
    entry.objects.push(object);
    byFolder.set(folder, entry);
  }
  return [...byFolder.values()];
}

/** Runs an edit; what cannot be read is named with its file. */
function edit<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UnreadableYamlError)) throw error;
    throw new InputError(`${path}: ${error.message}. Correct the file first.`);
  }
}

function kustomizationAt(folder: string): string {
  return posix.join(folder, KUSTOMIZATION);
}

/** A working copy with the two edits of kustomizations. */
class WorkingCopy {
  constructor(readonly files: Map<string, string>) {}

  set(path: string, text: string | undefined): void {
    if (text === undefined) this.files.delete(path);
    else this.files.set(path, text);
  }

  list(folder: string, resource: string): void {
    const path = kustomizationAt(folder);
    const text = this.files.get(path);
    this.set(
      path,
      edit(path, () => addKustomizationResources(text, [resource])),
    );
  }

  /** True when the kustomization went with it. */
  unlist(folder: string, resource: string): boolean {
    const path = kustomizationAt(folder);
    const text = this.files.get(path);
    if (text === undefined) return false;
    const result = edit(path, () =>
      removeKustomizationResources(text, [resource]),
    );
    this.set(path, result);
    return result === undefined;
  }
}

function writeFolder(copy: WorkingCopy, entry: Folder, fileName: string): void {
  const path = posix.join(entry.folder, fileName);
  const text = copy.files.get(path);
  copy.set(
    path,
    edit(path, () => upsertDocuments(text, entry.objects)),
  );
  copy.list(entry.folder, fileName);
  if (entry.parent) copy.list(entry.parent, posix.basename(entry.folder));
}

function removeFolder(
  copy: WorkingCopy,
  entry: Folder,
  fileName: string,
): void {
  const path = posix.join(entry.folder, fileName);
  const text = copy.files.get(path);
  if (text !== undefined) {
    const refs = entry.objects.map(manifestRef);
    copy.set(
      path,
      edit(path, () => removeDocuments(text, refs)),
    );
  }
  if (copy.files.has(path)) return;
  const empty = copy.unlist(entry.folder, fileName);
  if (empty && entry.parent) {
    copy.unlist(entry.parent, posix.basename(entry.folder));
  }
}

/**
 * Plans objects into the repository: the objects of one namespace in one file,
 * listed by the kustomization of its folder, and that folder by the one above.
 * `remove` takes them out again, with files and entries that are left empty.
 *
 * @public
 */
export function planManifests(
  objects: readonly ManifestObject[],
  layout: ManifestLayout,
  mode: 'write' | 'remove' = 'write',
): ChangePlan {
  const { fileName } = layout;
  const entries = folders(objects, layout);
  const paths = entries.flatMap(({ folder, parent }) => [
    posix.join(folder, fileName),
    kustomizationAt(folder),
    ...(parent ? [kustomizationAt(parent)] : []),
  ]);
  const change = mode === 'write' ? writeFolder : removeFolder;
  return {
    paths: [...new Set(paths)],
    objects: entries.flatMap(({ folder, objects: inFolder }) =>
      inFolder.map(object => ({ object, path: posix.join(folder, fileName) })),
    ),
    apply(files: FileTexts): FileTexts {
      const copy = new WorkingCopy(new Map(files));
      for (const entry of entries) change(copy, entry, fileName);
      return copy.files;
    },
  };
}
