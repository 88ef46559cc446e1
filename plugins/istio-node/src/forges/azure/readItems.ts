import { forgeError } from '../forgeFault';
import { notPlain } from '../rawFile';
import type { AzureApi } from './AzureApi';
import { isMissing, isNoVersion } from './azureFaults';
import { type AzureItem, itemsAnswer } from './azureReplies';
import { branchHead } from './lookAtBranches';

/** How often files are read again when pushes come in between. */
const ATTEMPTS = 3;
const COMMIT_ID = /^[0-9a-f]{40}$/;

function descriptor(ref: string, path: string) {
  const versionType = COMMIT_ID.test(ref) ? 'commit' : 'branch';
  return { path, version: ref, versionType, recursionLevel: 'none' };
}

function plainId(path: string, item: AzureItem | undefined) {
  if (!item) return undefined;
  const isFile = item.gitObjectType === 'blob' && !item.isSymLink;
  if (isFile && item.path === `/${path}`) return item.objectId;
  throw notPlain(path);
}

async function isGone(api: AzureApi, ref: string): Promise<boolean> {
  return !COMMIT_ID.test(ref) && !(await branchHead(api, ref));
}

/**
 * One list a path, the root first: it is always there, so that the answer is
 * never empty, which would be an error.
 */
async function itemLists(
  api: AzureApi,
  ref: string,
  paths: readonly string[],
): Promise<AzureItem[][] | undefined> {
  const reply = await api.call('POST', '/itemsbatch', {
    readOnly: true,
    body: {
      itemDescriptors: ['/', ...paths.map(path => `/${path}`)].map(path =>
        descriptor(ref, path),
      ),
    },
  });
  const { status, message } = reply;
  const absent = (status === 400 || status === 404) && !isMissing(message);
  if (absent && (isNoVersion(message) || (await isGone(api, ref)))) {
    return undefined;
  }
  const { value } = api.read(reply, itemsAnswer, `read files at ${ref}`);
  if (value.length === paths.length + 1) return value;
  throw api.unreadable();
}

/**
 * Ids of files, undefined of those that are not there, and the one commit that
 * all are of.
 *
 * @internal
 */
export async function readItems(
  api: AzureApi,
  ref: string,
  paths: readonly string[],
): Promise<
  { head: string; ids: Array<[string, string | undefined]> } | undefined
> {
  let at = ref;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const lists = await itemLists(api, at, paths);
    const [root, ...items] = (lists ?? []).map(([first]) => first);
    if (!root) return undefined;
    const isOne = items.every(
      item => item === undefined || item.commitId === root.commitId,
    );
    if (isOne) {
      return {
        head: root.commitId,
        ids: paths.map((path, i) => [path, plainId(path, items[i])]),
      };
    }
    // Someone pushed while it was read: the commit itself does not move.
    at = root.commitId;
  }
  throw forgeError(
    'stale',
    `${ref} of ${api.repository} kept moving while it was read.`,
  );
}
