import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  CONFORMANCE_SEED,
  FakeBitbucketCloud,
  FakeBitbucketServer,
} from '@meshwright/test-kit';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createForge } from './createForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
const fakes: FakeBitbucketServer[] = [];
afterEach(() => {
  server.resetHandlers();
  for (const fake of fakes.splice(0)) fake.stop();
});
afterAll(() => server.close());

const FILE = 'clusters/eu-1/shop/a.yaml';

function forgeOf(integrations: object, repoUrl: string, token?: string) {
  const config = new ConfigReader({ integrations });
  return createForge({
    integrations: ScmIntegrations.fromConfig(config),
    repoUrl,
    token,
  });
}

async function readsWith(integrations: object, repoUrl: string, user?: string) {
  const forge = forgeOf(integrations, repoUrl, user);
  return (await forge.readFiles('main', [FILE]))?.get(FILE)?.content;
}

describe('createForge for Bitbucket Data Center', () => {
  const host = 'bitbucket.example.com';
  const repoUrl = `${host}?project=MESH&repo=gitops`;

  function start() {
    const fake = new FakeBitbucketServer({ host, files: CONFORMANCE_SEED });
    fakes.push(fake);
    server.use(...fake.handlers());
    return fake;
  }

  it('signs in with what the integration has, or as the user', async () => {
    const { token, login } = start();
    const using = (entry: object, user?: string) =>
      readsWith({ bitbucketServer: [{ host, ...entry }] }, repoUrl, user);
    expect(await using({ token })).toBe('a: 1\n');
    expect(await using(login)).toBe('a: 1\n');
    expect(await using({ token: 'old' }, token)).toBe('a: 1\n');
    await expect(using({ token: 'old', ...login })).rejects.toThrow(
      'refuses the credential: check integrations.bitbucketServer',
    );
  });

  it('takes the key of the project, a personal one too', () => {
    const bitbucketServer = [{ host, token: 't' }];
    expect(forgeOf({ bitbucketServer }, repoUrl)).toMatchObject({
      type: 'bitbucketServer',
      repository: 'MESH/gitops',
    });
    const personal = forgeOf(
      { bitbucketServer },
      `${host}?project=~ana&repo=g`,
    );
    expect(personal.repository).toBe('~ana/g');
  });
});

describe('createForge for Bitbucket Cloud', () => {
  const repoUrl = 'bitbucket.org?workspace=acme&project=MESH&repo=gitops';

  it('signs in as an OAuth consumer, or as the user', async () => {
    const fake = new FakeBitbucketCloud({ files: CONFORMANCE_SEED });
    server.use(
      ...fake.handlers(),
      http.post('https://bitbucket.org/site/oauth2/access_token', () =>
        HttpResponse.json({ access_token: fake.token, expires_in: 7200 }),
      ),
    );
    const consumer = [{ clientId: 'id', clientSecret: 'secret' }];
    const oauth = { bitbucketCloud: consumer };
    expect(await readsWith(oauth, repoUrl)).toBe('a: 1\n');
    const pair = { username: 'bot@example.com', token: 'wrong' };
    const basic = { bitbucketCloud: [pair] };
    expect(await readsWith(basic, repoUrl, fake.token)).toBe('a: 1\n');
    await expect(readsWith(basic, repoUrl)).rejects.toThrow(
      'refuses the credential: check integrations.bitbucketCloud',
    );
  });

  it.each([
    [{ username: 'bot', appPassword: 'p' }, 'bot:p'],
    [{ username: 'bot@example.com', token: 't' }, 'bot@example.com:t'],
  ])('signs in with %j', async (entry, login) => {
    const seen: Array<string | null> = [];
    server.use(
      http.get('https://api.bitbucket.org/2.0/*', ({ request }) => {
        seen.push(request.headers.get('authorization'));
        return HttpResponse.json({}, { status: 401 });
      }),
    );
    const forge = forgeOf({ bitbucketCloud: [entry] }, repoUrl);
    expect(forge).toMatchObject({
      type: 'bitbucketCloud',
      repository: 'acme/gitops',
    });
    await forge.getBranchHead('main').catch(() => {});
    expect(seen).toEqual([`Basic ${btoa(login)}`]);
  });

  it('refuses an owner with a slash without a call', () => {
    const url = 'bitbucket.org?owner=a%2Fb&repo=gitops';
    expect(() => forgeOf({}, url)).toThrow('which is no plain name');
  });
});
