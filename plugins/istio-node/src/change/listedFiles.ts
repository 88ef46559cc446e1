import { posix } from 'node:path';
import {
  readYaml,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import { isSafePath } from './safePath';

/** What a kustomization says, or nothing where it is not ours to read. */
function valueOf(text: string): unknown {
  try {
    return readYaml(text);
  } catch (error) {
    if (error instanceof UnreadableYamlError) return undefined;
    throw error;
  }
}

/** What a kustomization lists, as it is written but for a leading `./`. */
function resourcesOf(kustomization: string | undefined): string[] {
  const value = kustomization === undefined ? {} : valueOf(kustomization);
  const resources =
    value && typeof value === 'object' && 'resources' in value
      ? value.resources
      : undefined;
  return Array.isArray(resources)
    ? resources.map(item => String(item).replace(/^(\.\/)+/, ''))
    : [];
}

/**
 * Folders right in a folder that its kustomization lists: paths in the
 * repository, each once.
 *
 * @internal
 */
export function listedFolders(
  folder: string,
  kustomization: string | undefined,
): string[] {
  const paths = resourcesOf(kustomization)
    .map(item => item.replace(/\/+$/, ''))
    .filter(name => /^\w[\w.-]{0,200}$/.test(name) && !/\.ya?ml$/.test(name))
    .map(name => posix.join(folder, name))
    .filter(path => isSafePath(path, ['']));
  return [...new Set(paths)];
}

/**
 * Files right in a folder that its kustomization lists and that may hold an
 * object: paths in the repository, each once.
 *
 * @internal
 */
export function listedFiles(
  folder: string,
  kustomization: string | undefined,
): string[] {
  const paths = resourcesOf(kustomization)
    .filter(name => /^[\w][\w.-]{0,200}\.ya?ml$/.test(name))
    .map(name => posix.join(folder, name))
    // What steers a forge is no definition; that it is inside is seen elsewhere.
    .filter(path => isSafePath(path, ['']));
  return [...new Set(paths)];
}
