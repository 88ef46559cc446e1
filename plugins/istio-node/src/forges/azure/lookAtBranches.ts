import type { AzureApi } from './AzureApi';
import { refsAnswer } from './azureReplies';

/** The most that one answer has (Refs - List, `$top`). */
const MOST = 1000;
const HEADS = 'refs/heads/';

/** Branches whose names begin so: that is what a filter is. */
async function branchesBeginning(
  api: AzureApi,
  beginning: string,
  what: string,
): Promise<Map<string, string>> {
  const query = { filter: `heads/${beginning}`, $top: `${MOST}` };
  const reply = await api.call('GET', '/refs', { query });
  const { value } = api.read(reply, refsAnswer, what);
  return new Map(
    value.map(({ name, objectId }) => [name.slice(HEADS.length), objectId]),
  );
}

/** The head of a branch; undefined when there is no such branch. @internal */
export async function branchHead(
  api: AzureApi,
  branch: string,
): Promise<string | undefined> {
  const found = await branchesBeginning(api, branch, `read branch ${branch}`);
  return found.get(branch);
}

/**
 * Heads of two branches, those that exist, in one call: all whose names begin
 * as both do. Where there are more than one answer has, each is asked for.
 *
 * @internal
 */
export async function lookAtBranches(
  api: AzureApi,
  branches: readonly [string, string],
): Promise<Map<string, string>> {
  const [one, other] = branches;
  const end = [...one].findIndex((character, at) => other[at] !== character);
  const beginning = end < 0 ? one : one.slice(0, end);
  const what = `read branch ${one}`;
  const found = await branchesBeginning(api, beginning, what);
  const heads = new Map<string, string>();
  for (const branch of branches) {
    const isCut = found.size >= MOST && !found.has(branch);
    const head = isCut ? await branchHead(api, branch) : found.get(branch);
    if (head) heads.set(branch, head);
  }
  return heads;
}
