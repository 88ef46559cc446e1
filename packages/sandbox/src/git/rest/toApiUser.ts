import { ForgeAccount, accountEmail } from '../Account';
import { ForgeContext } from '../ForgeContext';

/** How Go writes a time that was never set. @internal */
export const NO_TIME = '0001-01-01T00:00:00Z';

/** Gitea's User. @internal */
export function toApiUser(context: ForgeContext, name: string, own = false) {
  const at = context.accounts.findIndex(account => account.name === name);
  const account: Partial<ForgeAccount> = context.accounts[at] ?? {};
  return {
    // Owners that are no accounts, such as the organisation, come after them.
    id: at >= 0 ? at + 1 : context.accounts.length + 1,
    login: name,
    login_name: '',
    source_id: 0,
    full_name: account.fullName ?? '',
    email: accountEmail({ name, email: account.email }),
    avatar_url: '',
    html_url: `${context.url}/${name}`,
    language: '',
    is_admin: false,
    last_login: NO_TIME,
    created: NO_TIME,
    restricted: false,
    active: own,
    prohibit_login: false,
    location: '',
    website: '',
    description: '',
    visibility: 'public',
    followers_count: 0,
    following_count: 0,
    starred_repos_count: 0,
    username: name,
  };
}

/** The account that an address belongs to, or empty. @internal */
export function loginOf(context: ForgeContext, email: string): string {
  const owner = context.accounts.find(
    account => accountEmail(account) === email,
  );
  return owner?.name ?? '';
}
