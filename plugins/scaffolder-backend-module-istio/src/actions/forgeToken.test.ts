import { ConfigReader } from '@backstage/config';
import { forgeError } from '@meshwright/backstage-plugin-istio-node';
import { forgeToken } from './forgeToken';
import { signInAgain } from './signInAgain';

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
  const [host] = repoUrl.split('?');
  const secrets = { USER_OAUTH_TOKEN: 'of-the-user', USER_OAUTH_HOST: host };
  const gitops = { repoUrl, token: 'of-the-operator' };
  const tokenOf = (data: object, ofTask?: Record<string, string>) =>
    forgeToken({
      ...{ token: undefined, secrets: ofTask, repoUrl },
      config: new ConfigReader({ istio: { gitops }, ...data }),
    });

  it('refuses to act without a user where users have to sign in', () => {
    expect(() => tokenOf(REQUIRED)).toThrow(
      `Changes on ${host} are proposed in your own name only (scaffolder.requireScmUserCredentials)`,
    );
  });

  it('acts with the token of the user first, whatever is configured', () => {
    expect(tokenOf(REQUIRED, secrets)).toBe('of-the-user');
    expect(tokenOf({}, secrets)).toBe('of-the-user');
  });

  it.each([
    ['another host', 'elsewhere.example.com'],
    ['nobody knows where', undefined],
  ])('keeps a token of %s to itself', (_, from) => {
    const other = { USER_OAUTH_TOKEN: 'of-the-user' };
    const foreign = from ? { ...other, USER_OAUTH_HOST: from } : other;
    expect(tokenOf({}, foreign)).toBe('of-the-operator');
    expect(() => tokenOf(REQUIRED, foreign)).toThrow(
      `no token of yours for it; sign in to ${host} when you start it`,
    );
  });

  const refused = forgeError('unauthenticated', 'refuses the credential');
  const given = { token: undefined, secrets, repoUrl };

  it.each([
    ['that of the form', {}],
    ['one that the step takes from it', { token: 'of-the-user' }],
  ])('asks to sign in again when %s ran out', (_, more) => {
    expect(signInAgain(refused, { ...given, ...more })).toMatchObject({
      name: 'AuthenticationError',
      message: `${host} refuses your token, as it may have run out; sign in to ${host} again`,
    });
  });

  it.each([
    ['another of the step', refused, { token: 'of-a-robot' }],
    ['that of the operator', refused, { secrets: {} }],
    ['another fault', forgeError('forbidden', 'no'), {}],
  ])('leaves the words when it is %s', (_, error, more) => {
    expect(signInAgain(error, { ...given, ...more })).toBe(error);
  });

  it('acts with the token of the operator else', () => {
    expect(tokenOf({})).toBe('of-the-operator');
  });
});
