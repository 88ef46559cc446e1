import { createHash, timingSafeEqual } from 'node:crypto';
import { ForgeAccount } from '../Account';
import { ForgeError } from '../ForgeError';

/**
 * Who calls: nobody, an account, or (thrown) somebody with a wrong secret. Takes
 * `token X` and `Bearer X`, and Basic with the token as password or, as Gitea
 * allows, as the user name.
 *
 * @internal
 */
export function authenticate(
  header: string | undefined,
  accounts: ForgeAccount[],
): ForgeAccount | undefined {
  if (!header) return undefined;
  const [scheme, value = ''] = header.trim().split(/\s+/, 2);
  const account =
    scheme.toLowerCase() === 'basic'
      ? byBasic(value, accounts)
      : byToken(scheme, value, accounts);
  if (!account) {
    throw new ForgeError(401, 'invalid username, password or token');
  }
  return account;
}

function byToken(scheme: string, value: string, accounts: ForgeAccount[]) {
  if (!['token', 'bearer'].includes(scheme.toLowerCase())) return undefined;
  return accounts.find(({ token }) => same(token, value));
}

function byBasic(value: string, accounts: ForgeAccount[]) {
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
  const tokenAsUser = password === '' || password === 'x-oauth-basic';
  return accounts.find(({ name, token }) =>
    tokenAsUser ? same(token, user) : same(token, password) && name === user,
  );
}

function same(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
