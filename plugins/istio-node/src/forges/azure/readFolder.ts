import type { RepositoryFile } from '../Forge';
import { forgeFault } from '../forgeFault';
import { looksLikeLink, notPlain, rawFile } from '../rawFile';
import type { AzureApi } from './AzureApi';
import { isMissing } from './azureFaults';
import { readZip, type ZipEntry } from './readZip';

const MAX_BYTES = 32 * 1024 * 1024;

/** The deepest folder that holds all paths; undefined when that is the root. */
function commonFolder(paths: readonly string[]): string[] | undefined {
  const [first = [], ...rest] = paths.map(path => path.split('/').slice(0, -1));
  const end = first.findIndex((name, at) =>
    rest.some(names => names[at] !== name),
  );
  const common = end < 0 ? first : first.slice(0, end);
  return common.length ? common : undefined;
}

/** The wanted files by path; undefined when they are not named as they should. */
function filesOf(
  entries: readonly ZipEntry[],
  pathOf: ReadonlyMap<string, string>,
): Map<string, RepositoryFile> | undefined {
  const files = new Map<string, RepositoryFile>();
  for (const { name, isLink, content } of entries) {
    const path = pathOf.get(name);
    if (path === undefined) continue;
    if (isLink) throw notPlain(path);
    const file = rawFile(path, content);
    // Older servers do not tell links, which `itemsbatch` does.
    if (looksLikeLink(file)) return undefined;
    files.set(path, file);
  }
  return files;
}

/**
 * Files of one commit in a single call: the folder that holds them all, as a
 * zip (Items - List, `$format=zip`), in which names begin with that of the
 * folder. Undefined when there is no such folder but the root, and when the
 * answer is too large or another one: the files are then read one after another.
 *
 * @internal
 */
export async function readFolder(
  api: AzureApi,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, RepositoryFile> | undefined> {
  const folder = commonFolder(paths);
  if (!folder) return undefined;
  const query = {
    ...{ scopePath: `/${folder.join('/')}`, recursionLevel: 'full' },
    'versionDescriptor.version': commit,
    'versionDescriptor.versionType': 'commit',
    ...{ $format: 'zip', download: 'true', zipForUnix: 'true' },
  };
  const above = folder
    .slice(0, -1)
    .map(name => `${name}/`)
    .join('');
  const pathOf = new Map(paths.map(path => [path.slice(above.length), path]));
  const isInside = (name: string) => name.startsWith(`${folder.at(-1)}/`);
  try {
    const accept = 'application/zip';
    const reply = await api.call('GET', '/items', { query, accept });
    const isAbsent = /TF401174/.test(reply.message);
    if (reply.status === 404 && isAbsent && !isMissing(reply.message)) {
      return new Map();
    }
    api.assertOk(reply, `read files at ${commit}`);
    let misplaced = 0;
    const entries = readZip(reply.bytes, MAX_BYTES, name => {
      if (!isInside(name)) misplaced += 1;
      return pathOf.has(name);
    });
    return misplaced ? undefined : filesOf(entries, pathOf);
  } catch (error) {
    const fault = forgeFault(error);
    // What has no fault is a zip that cannot be read.
    if (fault === undefined || fault === 'too-large') return undefined;
    throw error;
  }
}
