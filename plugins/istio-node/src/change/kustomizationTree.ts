import { posix } from 'node:path';
import {
  manifestRef,
  type RepositoryObject,
  stringifyObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import { definitionsIn } from './definitionsIn';
import { ParsedTexts } from './ParsedTexts';
import { isSafePath } from './safePath';
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

/** Characters that are walked; a text counts as often as it is taken. */
const MOST_WALKED = 8 * 1024 * 1024;

const DEFINITIONS = /\.(ya?ml|json)$/;

/** A label of RFC 1123, as every namespace is. */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** What a kustomization says of its resources, or why they are left out. */
function kustomizationOf(
  documents: ReturnType<ParsedTexts['documents']>,
): { namespace?: string; resources: readonly unknown[] } | { odd: string } {
  const [value, second] = Array.isArray(documents) ? documents : [];
  if (typeof value !== 'object' || value === null || second !== undefined) {
    return { odd: 'an unreadable text' };
  }
  const kustomization: Record<string, unknown> = { ...value };
  const odd = Object.keys(kustomization).find(key => !PLAIN.has(key));
  if (odd !== undefined) return { odd: odd.slice(0, 60) };
  const { namespace, resources } = kustomization;
  const all: readonly unknown[] = Array.isArray(resources) ? resources : [];
  // Without a value the field says nothing.
  if (!namespace) return { resources: all };
  return typeof namespace === 'string' && NAMESPACE.test(namespace)
    ? { namespace, resources: all }
    : { odd: 'a namespace whose name is none' };
}

/** Walks kustomizations as kustomize does, in what was read of them. */
class TreeReader {
  readonly reading: TreeReading = { objects: [], missing: [], unread: [] };
  readonly #folders = new Set<string>();
  /** A base is taken once into each namespace. */
  readonly #taken = new Set<string>();
  readonly #defined = new Set<string>();
  /** Folders whose files are changed by their kustomization, so that none counts. */
  readonly #opaque: string[] = [];
  #walked = 0;

  constructor(
    readonly texts: ReadTexts,
    readonly allowedFolders: readonly string[],
    readonly limits: WalkLimits,
  ) {}

  /** One that another takes in is not applied by itself. */
  root(folder: string): void {
    if (!this.#folders.has(folder)) this.#folder(folder, undefined, 0);
  }

  /** The documents of a text that is taken into a namespace for the first time. */
  #take(
    path: string,
    namespace: string | undefined,
    absence: string,
  ): ReturnType<ParsedTexts['documents']> | undefined {
    const key = `${namespace ?? ''} ${path}`;
    if (this.#taken.has(key)) return undefined;
    this.#taken.add(key);
    const text = this.texts.get(path);
    if (!this.texts.has(path) || this.limits.isLate()) {
      this.reading.missing.push(path);
      return undefined;
    }
    if (text === undefined) {
      this.reading.unread.push(absence);
      return undefined;
    }
    this.#walked += text.length;
    if (this.#walked > MOST_WALKED) {
      this.reading.unread.push(`${path} (there is too much text before it)`);
      return undefined;
    }
    return this.limits.parsed.documents(path, text);
  }

  #folder(folder: string, namespace: string | undefined, depth: number): void {
    if (this.#opaque.some(one => folder.startsWith(`${one}/`))) return;
    if (depth > DEEPEST) {
      this.reading.unread.push(`${folder} (it is too many folders deep)`);
      return;
    }
    this.#folders.add(folder);
    const documents = this.#take(
      kustomizationAt(folder),
      namespace,
      `${folder} (it has no kustomization.yaml)`,
    );
    if (!documents) return;
    const kustomization = kustomizationOf(documents);
    if ('odd' in kustomization) {
      this.#opaque.push(folder);
      this.reading.unread.push(
        `${folder} (its kustomization has ${kustomization.odd}, so that its files are not what is applied)`,
      );
      return;
    }
    for (const item of kustomization.resources) {
      if (this.limits.isLate()) {
        this.reading.missing.push(kustomizationAt(folder));
        return;
      }
      this.#resource(
        String(item).slice(0, 500),
        folder,
        // What is outside is applied last.
        namespace ?? kustomization.namespace,
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
    if (/^\/|[:?]|\/\//.test(item) || !isSafePath(path, this.allowedFolders)) {
      this.reading.unread.push(
        `${item.slice(0, 100)} of ${folder} (it is outside)`,
      );
      return;
    }
    if (!DEFINITIONS.test(path)) {
      this.#folder(path, namespace, depth + 1);
      return;
    }
    const absence = `${path} (there is no such file)`;
    const documents = this.#take(path, namespace, absence);
    if (!documents) return;
    const { objects, unread } = definitionsIn(path, documents, namespace);
    this.reading.objects.push(...objects.filter(one => this.#isNew(one)));
    if (unread) this.reading.unread.push(unread);
  }

  /** What has no namespace is the same object in each. */
  #isNew({ path, object }: RepositoryObject): boolean {
    const key = `${path} ${stringifyObjectRef(manifestRef(object))}`;
    const { size } = this.#defined;
    return this.#defined.add(key).size > size;
  }
}

/** What a walk may use. @internal */
export interface WalkLimits {
  /** Texts that an earlier walk parsed. */
  parsed: ParsedTexts;
  /** From when on nothing more is parsed. */
  isLate(): boolean;
}

/**
 * The definitions that kustomizations bring together from some folders on, as
 * far as their files were read. A folder whose kustomization patches or
 * renames is left out: its files are not what is applied.
 *
 * @internal
 */
export function kustomizationTree(
  roots: readonly string[],
  texts: ReadTexts,
  allowedFolders: readonly string[],
  limits: WalkLimits,
): TreeReading {
  const reader = new TreeReader(texts, allowedFolders, limits);
  for (const root of roots) reader.root(root);
  const { missing } = reader.reading;
  return { ...reader.reading, missing: [...new Set(missing)] };
}
