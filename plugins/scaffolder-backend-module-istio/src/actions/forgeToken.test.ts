import { ConfigReader } from '@backstage/config';
import { forgeToken } from './forgeToken';

const REQUIRED = { scaffolder: { requireScmUserCredentials: true } };

const URLS = [
  'github.com?owner=platform&repo=gitops',
  'gitlab.com?owner=mesh%2Fplatform&repo=gitops',
  'dev.azure.com?organization=acme&project=Mesh%20Platform&repo=gitops',
  'bitbucket.org?workspace=acme&project=MESH&repo=gitops',
  'bitbucket.example.com?project=~ana&repo=gitops',
  'git.example.com?owner=platform&repo=gitops',
];

describe.each(URLS)('forgeToken for %s', repoUrl => {
  const gitops = { repoUrl, token: 'of-the-operator' };
  const tokenOf = (data: object, secrets?: Record<string, string>) =>
    forgeToken({
      ...{ token: undefined, secrets, repoUrl },
      config: new ConfigReader({ istio: { gitops }, ...data }),
    });

  it('refuses to act without a user where users have to sign in', () => {
    const host = repoUrl.split('?')[0];
    expect(() => tokenOf(REQUIRED)).toThrow(
      `Changes on ${host} are proposed in your own name only (scaffolder.requireScmUserCredentials)`,
    );
  });

  it('acts with the token of the user first, whatever is configured', () => {
    const secrets = { USER_OAUTH_TOKEN: 'of-the-user' };
    expect(tokenOf(REQUIRED, secrets)).toBe('of-the-user');
    expect(tokenOf({}, secrets)).toBe('of-the-user');
  });

  it('acts with the token of the operator else', () => {
    expect(tokenOf({})).toBe('of-the-operator');
  });
});
