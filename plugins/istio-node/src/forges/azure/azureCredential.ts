import type { ForgeCredential } from '../forgeClient';

/** Tokens of Entra ID are JSON Web Tokens; personal access tokens are not. */
const JWT = /^ey[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * A personal access token is the password of nobody in particular, a token of
 * Entra ID is a bearer.
 *
 * @internal
 */
export function azureCredential(token: string | undefined): ForgeCredential {
  if (!token) return { headers: {}, secrets: [] };
  const pair = `:${token}`;
  const basic = Buffer.from(pair).toString('base64');
  const authorization = JWT.test(token) ? `Bearer ${token}` : `Basic ${basic}`;
  return { headers: { authorization }, secrets: [token, pair] };
}
