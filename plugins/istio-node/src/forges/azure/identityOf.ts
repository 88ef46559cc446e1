import { forgeError } from '../forgeFault';
import type { AzureApi } from './AzureApi';
import { identitiesAnswer } from './azureReplies';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const same = (a: string | null | undefined, b: string) =>
  a?.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');

/**
 * The id by which Azure DevOps knows a reviewer: of a person by account or
 * mail, of a team by its name, `[Project]\Team`. Refuses a name that could mean
 * several.
 *
 * @internal
 */
export async function identityOf(api: AzureApi, name: string): Promise<string> {
  if (ID.test(name)) return name.toLowerCase();
  const reply = await api.identities({
    searchFilter: 'General',
    filterValue: name,
    queryMembership: 'None',
  });
  const what = `look for the reviewer "${name.slice(0, 100)}"`;
  const { value } = api.read(reply, identitiesAnswer, what);
  const exact = value.filter(
    ({ providerDisplayName, properties }) =>
      same(properties?.Account?.$value, name) ||
      same(properties?.Mail?.$value, name) ||
      same(providerDisplayName, name),
  );
  const found = exact.length ? exact : value;
  if (found.length === 1) return found[0].id;
  throw forgeError(
    'invalid',
    `${api.title} knows ${
      found.length ? 'several' : 'nobody'
    } by the name of reviewer "${name.slice(
      0,
      100,
    )}": write the account, as ana@example.com, or the team, as [Project]\\Team.`,
  );
}
