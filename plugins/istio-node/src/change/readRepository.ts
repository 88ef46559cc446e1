import {
  type RepositoryObject,
  type RepositoryState,
  withinRepositoryLimits,
} from '@meshwright/backstage-plugin-istio-common';
import { BoundedReader } from './BoundedReader';
import { filesACall } from './filesACall';
import { kustomizationTree } from './kustomizationTree';
import { lookThrough } from './lookThrough';
import { clusterFolder, namespaceFolder } from './manifestLayout';
import { ParsedTexts } from './ParsedTexts';
import type {
  RepositoryQuestion,
  RepositoryReading,
} from './RepositoryQuestion';
import { kustomizationAt } from './workingCopy';

/** Bytes of objects that are handed on. The backend takes 2 MB. */
const MOST_TEXT = 1024 * 1024;

/** Characters of the sentence on what was left out. */
const MOST_WORDS = 4000;

/** So many parts that were left out are named. */
const TOLD = 8;

/** As many as are handed on, those of the namespaces first. */
function bounded(
  objects: readonly RepositoryObject[],
  namespaces: readonly string[],
): RepositoryObject[] {
  const isNear = ({ object: { metadata } }: RepositoryObject) =>
    namespaces.includes(metadata.namespace ?? metadata.name);
  const ordered = [
    ...objects.filter(isNear),
    ...objects.filter(one => !isNear(one)),
  ];
  let length = 0;
  return withinRepositoryLimits(ordered).filter(one => {
    length += Buffer.byteLength(JSON.stringify(one));
    return length <= MOST_TEXT;
  });
}

function told(parts: readonly string[]): string[] {
  const all = [...new Set(parts)];
  if (all.length === 0) return [];
  const more = all.length - TOLD;
  const words = `Files of the repository that were not looked at: ${all
    .slice(0, TOLD)
    .join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [words.slice(0, MOST_WORDS)];
}

/** Not every layout has one: what needs it says so. */
function topFolder(layout: RepositoryQuestion['layout']): string[] {
  try {
    return [clusterFolder(layout)];
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') return [];
    throw error;
  }
}

/** The folders of the namespaces, and the one that holds what has none. */
function foldersOf({ layout, namespaces }: RepositoryQuestion) {
  return {
    top: topFolder(layout),
    own: [...new Set(namespaces)].map(one => namespaceFolder(one, layout)),
  };
}

async function readTree(
  question: RepositoryQuestion,
  reader: BoundedReader,
): Promise<RepositoryState> {
  const { namespaces, allowedFolders } = question;
  const { top, own } = foldersOf(question);
  const roots = [...top, ...own];
  const isNear = (path: string) =>
    own.some(folder => path.startsWith(`${folder}/`));
  const parsed = new ParsedTexts();
  const isLate = () => reader.isLate();
  const walk = () =>
    kustomizationTree(roots, reader.texts, allowedFolders, { parsed, isLate });
  await reader.read([...new Set(roots.map(kustomizationAt))]);
  let tree = walk();
  while (tree.missing.length > 0 && !reader.stopped && !isLate()) {
    const near = tree.missing.filter(isNear);
    const far = tree.missing.filter(path => !isNear(path));
    await reader.read([...near, ...far]);
    tree = walk();
  }
  if (tree.missing.length > 0) reader.stopped ??= 'there was no time left';
  const objects = bounded(tree.objects, namespaces);
  const count = tree.missing.length;
  return {
    objects,
    unverified: told([
      ...(reader.stopped
        ? [
            `${count === 1 ? '1 file' : `${count} files`} and what ${
              count === 1 ? 'it lists' : 'they list'
            } (${reader.stopped})`,
          ]
        : []),
      ...reader.refused,
      // Those of namespaces that are new are not there yet.
      ...tree.unread.filter(
        part => !own.some(folder => part.startsWith(`${folder} (it has no`)),
      ),
      ...(objects.length < tree.objects.length
        ? [`${tree.objects.length - objects.length} objects (too many)`]
        : []),
    ]),
  };
}

/**
 * Reads what the repository defines in the cluster of a change: what the
 * kustomization of the cluster's folder and those of the namespaces bring
 * together, in at most six calls. Never throws for what the forge says: what
 * was not read is told as unverified, and so is, on a forge that takes a call
 * a file, what does not come with the first few.
 *
 * @public
 */
export async function readRepository(
  question: RepositoryQuestion,
): Promise<RepositoryReading> {
  const { forge, objects = [], layout, change } = question;
  if (filesACall(forge.type) === undefined && !forge.readMore) {
    const unverified = [
      `Other files of ${forge.repository} were not looked at: its forge may take a call for each`,
    ];
    return {
      state: { objects: [], unverified },
      look: { files: [], holders: [] },
    };
  }
  const reader = new BoundedReader(question);
  try {
    const state = await readTree(question, reader);
    return { state, look: lookThrough(reader.texts, objects, layout, change) };
  } finally {
    reader.close();
  }
}
