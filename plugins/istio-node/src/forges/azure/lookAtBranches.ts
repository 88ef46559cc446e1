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
 * Heads of all branches that begin as one of two names does, in one call: those
 * that begin as both do. Where there are more than one answer has, each of the
 * two is asked for.
 *
 * @internal
 */
export async function lookAtBranches(
  api: AzureApi,
  beginnings: readonly [string, string],
): Promise<Map<string, string>> {
  const [one, other] = beginnings;
  const end = [...one].findIndex((character, at) => other[at] !== character);
  const both = end < 0 ? one : one.slice(0, end);
  const found = await branchesBeginning(api, both, `read branch ${one}`);
  if (found.size < MOST) return found;
  const parts = [
    await branchesBeginning(api, one, `read branch ${one}`),
    await branchesBeginning(api, other, `read branch ${other}`),
  ];
  return new Map(parts.flatMap(part => [...part]));
}
