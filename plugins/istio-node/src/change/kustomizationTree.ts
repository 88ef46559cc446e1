import { posix } from 'node:path';
import {
  readYaml,
  type RepositoryObject,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import { definitionsIn } from './definitionsIn';
import { assertSafePath } from './safePath';
import { kustomizationAt } from './workingCopy';

/** Texts that were read, by path; a path without a file is there, too. */
export type ReadTexts = ReadonlyMap<string, string | undefined>;

/** What the files that were read say, and which others it takes. @internal */
export interface TreeReading {
  objects: RepositoryObject[];
  /** Files to read before more can be told. */
  missing: string[];
  /** What was left out, and why, a few words each. */
  unread: string[];
}

/** Fields of a kustomization that leave its resources as they are. */
const PLAIN: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'namespace',
  'commonAnnotations',
  'buildMetadata',
  'sortOptions',
  'generatorOptions',
  'configMapGenerator',
  'secretGenerator',
  'images',
  'openapi',
  'crds',
]);

/** Deeper than any tree of folders. */
const DEEPEST = 12;

const DEFINITIONS = /\.(ya?ml|json)$/;

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value = readYaml(text);
    return typeof value === 'object' && value !== null
      ? { ...value }
      : undefined;
  } catch (error) {
    if (error instanceof UnreadableYamlError) return undefined;
    throw error;
  }
}

function isInside(path: string, allowedFolders: readonly string[]): boolean {
  try {
    assertSafePath(path, allowedFolders);
    return true;
  } catch {
    return false;
  }
}

/** Walks kustomizations as kustomize does, in what was read of them. */
class TreeReader {
  readonly reading: TreeReading = { objects: [], missing: [], unread: [] };
  readonly visited = new Set<string>();
  /** Folders whose files are changed by their kustomization, so that none counts. */
  readonly #opaque: string[] = [];

  constructor(
    readonly texts: ReadTexts,
    readonly allowedFolders: readonly string[],
  ) {}

  folder(folder: string, namespace: string | undefined, depth = 0): void {
    const isHidden = this.#opaque.some(one => folder.startsWith(`${one}/`));
    if (depth > DEEPEST || isHidden || this.visited.has(folder)) return;
    this.visited.add(folder);
    const path = kustomizationAt(folder);
    if (!this.texts.has(path)) {
      this.reading.missing.push(path);
      return;
    }
    const text = this.texts.get(path);
    if (text === undefined) {
      this.reading.unread.push(`${folder} (it has no kustomization.yaml)`);
      return;
    }
    const kustomization = parsed(text);
    const odd = kustomization
      ? Object.keys(kustomization).find(key => !PLAIN.has(key))
      : 'an unreadable text';
    if (!kustomization || odd) {
      this.#opaque.push(folder);
      this.reading.unread.push(
        `${folder} (its kustomization has ${odd?.slice(
          0,
          60,
        )}, so that its files are not what is applied)`,
      );
      return;
    }
    const own = kustomization.namespace;
    const { resources } = kustomization;
    for (const item of Array.isArray(resources) ? resources : []) {
      this.#resource(
        String(item).slice(0, 500),
        folder,
        // What is outside is applied last.
        namespace ?? (typeof own === 'string' ? own : undefined),
        depth,
      );
    }
  }

  #resource(
    item: string,
    folder: string,
    namespace: string | undefined,
    depth: number,
  ): void {
    const path = posix.join(folder, item).replace(/\/+$/, '');
    // Also what is fetched from elsewhere: an address has an empty part or "?".
    if (/^\/|[:?]|\/\//.test(item) || !isInside(path, this.allowedFolders)) {
      this.reading.unread.push(
        `${item.slice(0, 100)} of ${folder} (it is outside)`,
      );
      return;
    }
    if (!DEFINITIONS.test(path)) {
      this.folder(path, namespace, depth + 1);
      return;
    }
    if (this.visited.has(path)) return;
    this.visited.add(path);
    if (!this.texts.has(path)) {
      this.reading.missing.push(path);
      return;
    }
    const text = this.texts.get(path);
    if (text === undefined) {
      this.reading.unread.push(`${path} (there is no such file)`);
      return;
    }
    const { objects, unread } = definitionsIn(path, text, namespace);
    this.reading.objects.push(...objects);
    if (unread) this.reading.unread.push(unread);
  }
}

/**
 * The definitions that kustomizations bring together from some folders on, as
 * far as their files were read. Pure. A folder whose kustomization patches or
 * renames is left out: its files are not what is applied.
 *
 * @internal
 */
export function kustomizationTree(
  roots: readonly string[],
  texts: ReadTexts,
  allowedFolders: readonly string[],
): TreeReading {
  const reader = new TreeReader(texts, allowedFolders);
  for (const root of roots) reader.folder(root, undefined);
  return reader.reading;
}
