import { blobSha, type Commit } from '../git/GitModel';
import {
  type AzureAnswer,
  AzureException,
  type AzureState,
  type Body,
  checkFields,
  invalid,
} from './AzureState';
import { writeZip } from './writeZip';

interface Descriptor {
  path: string;
  version: string;
  versionType: string;
  recursionLevel: string;
}

function commitOf({ git }: AzureState, wanted: Descriptor): Commit | undefined {
  const { version, versionType } = wanted;
  if (versionType === 'commit') return git.commits.get(version);
  if (versionType !== 'branch') throw invalid(`versionType ${versionType}`);
  const sha = git.branches.get(version);
  return sha ? git.commits.get(sha) : undefined;
}

function itemsOf(state: AzureState, wanted: Descriptor) {
  checkFields(
    wanted,
    ['path', 'version', 'versionType', 'recursionLevel'],
    ['versionOptions'],
  );
  if (wanted.recursionLevel !== 'none') throw invalid('the fake lists nothing');
  const commit = commitOf(state, wanted);
  if (!commit) return [];
  const { sha: commitId, tree } = commit;
  if (wanted.path === '/') {
    const objectId = commitId.replace(/^./, 'f');
    const folder = { objectId, gitObjectType: 'tree', isFolder: true };
    return [{ ...folder, commitId, path: '/' }];
  }
  const text = tree.get(wanted.path.slice(1));
  if (text === undefined) return [];
  const objectId = blobSha(text);
  const isSymLink = state.git.links.has(wanted.path.slice(1));
  const file = { objectId, gitObjectType: 'blob', commitId };
  return [{ ...file, path: wanted.path, ...(isSymLink && { isSymLink }) }];
}

/** `POST itemsbatch`: of several items those that are not there are empty lists. */
export function readItems(state: AzureState, body: Body): AzureAnswer {
  checkFields(
    body,
    ['itemDescriptors'],
    ['includeContentMetadata', 'includeLinks', 'latestProcessedChange'],
  );
  // Checked one by one.
  const wanted = body.itemDescriptors as Descriptor[];
  const value = wanted.map((one, i) => {
    if (i === 1) state.whileReading?.();
    return itemsOf(state, one);
  });
  if (value.every(list => list.length === 0)) {
    throw invalid('The items requested were not found in the repository.');
  }
  return { status: 200, body: { count: value.length, value } };
}

const ZIP_QUERY = {
  ...{ recursionLevel: 'full', download: 'true', zipForUnix: 'true' },
  ...{ 'versionDescriptor.versionType': 'commit', $format: 'zip' },
};

/** `GET items`: a folder as a zip, in which names begin with its own. */
export function zipFolder(
  { git }: AzureState,
  search: URLSearchParams,
): AzureAnswer {
  checkFields(
    Object.fromEntries(search),
    [...Object.keys(ZIP_QUERY), 'scopePath', 'versionDescriptor.version'],
    ['api-version'],
  );
  for (const [name, value] of Object.entries(ZIP_QUERY)) {
    if (search.get(name) !== value) throw invalid(name);
  }
  const commit = git.commits.get(search.get('versionDescriptor.version') ?? '');
  if (!commit) throw invalid('TF401175: The version descriptor');
  const folder = (search.get('scopePath') ?? '').replace(/^\//, '');
  const above = folder.split('/').slice(0, -1).join('/');
  const nameOf = (path: string) =>
    above ? path.slice(above.length + 1) : path;
  const inside = [...commit.tree].filter(([path]) =>
    path.startsWith(`${folder}/`),
  );
  if (inside.length === 0) {
    throw new AzureException(
      404,
      'GitItemNotFoundException',
      `TF401174: The item '${folder}' could not be found in the repository at the version specified.`,
    );
  }
  const entries = inside.map(
    ([path, text]) => [nameOf(path), Buffer.from(text)] as const,
  );
  const links = [...git.links].map(nameOf);
  return { status: 200, bytes: writeZip(new Map(entries), new Set(links)) };
}

function blobs({ git }: AzureState): Map<string, Buffer> {
  const all = new Map<string, Buffer>();
  for (const { tree } of git.commits.values()) {
    for (const text of tree.values()) all.set(blobSha(text), Buffer.from(text));
  }
  return all;
}

function blobOf(state: AzureState, id: string): Buffer {
  const found = blobs(state).get(id);
  if (found) return found;
  throw invalid(`TF401024: The object ${id} does not exist.`);
}

/** `POST blobs`: a zip, to those who accept one. */
export function readBlobs(
  state: AzureState,
  ids: unknown,
  accept: string | null,
): AzureAnswer {
  if (!accept?.startsWith('application/zip')) {
    throw invalid('The accept header must be application/zip.');
  }
  if (!Array.isArray(ids) || ids.length === 0) {
    throw invalid('The collection must contain at least one element: blobIds');
  }
  const entries = new Map(ids.map(id => [`${id}`, blobOf(state, `${id}`)]));
  return { status: 200, bytes: writeZip(entries) };
}

/** `GET blobs/ID`. */
export function readBlob(
  state: AzureState,
  id: string,
  format: string | null,
): AzureAnswer {
  if (format !== 'octetstream') {
    throw new AzureException(400, 'ArgumentException', 'the fake knows bytes');
  }
  return { status: 200, bytes: blobOf(state, id) };
}
