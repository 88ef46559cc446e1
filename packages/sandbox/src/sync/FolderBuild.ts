import { posix } from 'node:path';
import { Manifest, describeRef, manifestRef, refKey } from './Manifest';
import { parseManifests } from './parseManifests';
import { readResources } from './readResources';
import { SyncProblem } from './SyncReport';

/** The files of a commit, by path. @internal */
export type RepositoryFiles = ReadonlyMap<string, RepositoryFile>;

/** @internal */
export interface RepositoryFile {
  /** The mode git keeps; `120000` is a symbolic link. */
  mode: string;
  text: string;
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const LINK = '120000';
const REMOTE = /^[a-z+]+:|^git@|^[\w.-]+\.[a-z]+\//i;

/**
 * Walks folders and collects what they declare, and what is wrong with them.
 *
 * @internal
 */
export class FolderBuild {
  readonly manifests: Manifest[] = [];
  readonly problems: SyncProblem[] = [];
  readonly #folders: Set<string>;
  readonly #seen = new Map<string, string>();

  constructor(readonly files: RepositoryFiles) {
    this.#folders = new Set(['']);
    for (const path of files.keys()) {
      const parts = path.split('/');
      for (let length = 1; length < parts.length; length += 1) {
        this.#folders.add(parts.slice(0, length).join('/'));
      }
    }
  }

  isFolder(path: string): boolean {
    return this.#folders.has(path);
  }

  folder(path: string, above: string[]): void {
    const found = NAMES.map(name => join(path, name)).filter(file =>
      this.files.has(file),
    );
    if (found.length > 1) {
      this.#problem(path, `has ${found.length} kustomization files`);
    } else if (found.length === 1) {
      this.#kustomization(path, found[0], above);
    } else {
      this.#plain(path, above);
    }
  }

  #plain(folder: string, above: string[]): void {
    const prefix = folder === '' ? '' : `${folder}/`;
    const below = [...this.files.keys(), ...this.#folders]
      .filter(path => path.startsWith(prefix) && path !== folder)
      .filter(path => !path.slice(prefix.length).includes('/'))
      .sort();
    for (const path of below) {
      if (this.isFolder(path)) this.folder(path, [...above, folder]);
      else if (/\.ya?ml$/.test(path)) this.#file(path);
    }
  }

  #kustomization(folder: string, path: string, above: string[]): void {
    let resources: string[];
    try {
      resources = readResources(this.#text(path));
    } catch (error) {
      this.#problem(path, (error as Error).message);
      return;
    }
    for (const entry of resources) {
      this.#resource(entry, folder, path, [...above, folder]);
    }
  }

  #resource(entry: string, folder: string, named: string, above: string[]) {
    const remote = REMOTE.test(entry) && !this.#exists(join(folder, entry));
    if (remote) {
      this.#problem(
        named,
        `${entry} is a remote resource, which is not supported`,
      );
      return;
    }
    const target = join(folder, entry);
    if (entry.startsWith('/') || target === '..' || target.startsWith('../')) {
      this.#problem(named, `${entry} leads out of the repository`);
    } else if (above.includes(target)) {
      this.#problem(
        named,
        `${entry} leads back to a folder that names this one`,
      );
    } else if (this.files.has(target)) {
      this.#file(target);
    } else if (this.isFolder(target)) {
      this.folder(target, above);
    } else {
      this.#problem(named, `${entry} is not in the repository`);
    }
  }

  #exists(path: string): boolean {
    return this.files.has(path) || this.isFolder(path);
  }

  #file(path: string): void {
    try {
      for (const object of parseManifests(this.#text(path))) {
        this.#add({ object, path });
      }
    } catch (error) {
      this.#problem(path, (error as Error).message);
    }
  }

  #add(manifest: Manifest): void {
    const ref = manifestRef(manifest);
    const first = this.#seen.get(refKey(ref));
    if (first !== undefined) {
      this.#problem(
        manifest.path,
        `${describeRef(ref)} is declared in ${first} already`,
      );
      return;
    }
    this.#seen.set(refKey(ref), manifest.path);
    this.manifests.push(manifest);
  }

  #text(path: string): string {
    const file = this.files.get(path);
    if (!file) throw new Error('is not in the repository');
    // Its content would be a path that somebody else chose.
    if (file.mode === LINK) {
      throw new Error('is a symbolic link, which is never followed');
    }
    return file.text;
  }

  #problem(path: string, message: string): void {
    this.problems.push({ path, message });
  }
}

function join(folder: string, entry: string): string {
  const path = posix.join(folder || '.', entry).replace(/\/$/, '');
  return path === '.' ? '' : path;
}
