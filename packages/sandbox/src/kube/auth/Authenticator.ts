import { unauthorized } from '../apiErrors';

/** Who sent a request. @public */
export interface User {
  name: string;
  groups: string[];
}

/** Tokens and whom they stand for, as kube-apiserver's --token-auth-file. @public */
export type TokenTable = Readonly<
  Record<string, { name: string; groups?: readonly string[] }>
>;

const ANONYMOUS: User = {
  name: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

/** Finds the user of a bearer token; no token is the anonymous user, a wrong one is refused. @internal */
export class Authenticator {
  private readonly tokens: Map<string, User>;

  constructor(tokens: TokenTable) {
    this.tokens = new Map(
      Object.entries(tokens).map(([token, { name, groups = [] }]) => [
        token,
        { name, groups: [...groups, 'system:authenticated'] },
      ]),
    );
  }

  /** Replaces a token, as a rotation does: the old one is refused from now on. */
  rotate(oldToken: string, newToken: string): void {
    const user = this.tokens.get(oldToken);
    if (!user) throw new Error('No user has that token');
    this.tokens.delete(oldToken);
    this.tokens.set(newToken, user);
  }

  authenticate(authorization: string | undefined): User {
    if (!authorization) return ANONYMOUS;
    const [scheme, token] = authorization.trim().split(/\s+/, 2);
    if (scheme?.toLowerCase() !== 'bearer' || !token) return ANONYMOUS;
    const user = this.tokens.get(token);
    if (!user) throw unauthorized();
    return user;
  }
}
