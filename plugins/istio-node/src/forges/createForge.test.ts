import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createForge } from './createForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitea: [{ host: 'git.example.com', username: 'bot', password: 'secret' }],
      github: [
        { host: 'github.com', token: 'ghp_x' },
        { host: 'github.example.com' },
      ],
      gitlab: [
        { host: 'gitlab.com', token: 'glpat-x' },
        {
          host: 'git.example.org',
          apiBaseUrl: 'https://git.example.org/gitlab/api/v4',
          baseUrl: 'https://git.example.org/gitlab',
        },
      ],
      azure: [
        {
          host: 'dev.azure.com',
          credentials: [{ personalAccessToken: 'pat-of-config' }],
        },
        { host: 'acme.visualstudio.com' },
        { host: 'tfs.example.com' },
      ],
      harness: [{ host: 'code.example.com' }],
    },
  }),
);

describe('createForge', () => {
  it('makes a Gitea forge of a configured host', () => {
    const repoUrl = 'git.example.com?owner=platform&repo=gitops';
    expect(createForge({ integrations, repoUrl })).toMatchObject({
      type: 'gitea',
      repository: 'platform/gitops',
    });
  });

  it('makes a GitHub forge, of an Enterprise server too', () => {
    for (const host of ['github.com', 'github.example.com']) {
      const repoUrl = `${host}?owner=platform&repo=gitops`;
      expect(createForge({ integrations, repoUrl })).toMatchObject({
        type: 'github',
        repository: 'platform/gitops',
      });
    }
  });

  it('calls no host that is not configured', () => {
    const repoUrl = '169.254.169.254?owner=a&repo=b';
    expect(() => createForge({ integrations, repoUrl })).toThrow(
      'No integration is configured for 169.254.169.254: add it under integrations in the app configuration.',
    );
  });

  it('names a forge that is not supported', () => {
    const repoUrl = 'code.example.com?owner=a&repo=b';
    expect(() => createForge({ integrations, repoUrl })).toThrow(
      'harness at code.example.com is not supported yet',
    );
  });

  it('makes a GitLab forge of a project in groups', () => {
    for (const host of ['gitlab.com', 'git.example.org']) {
      const repoUrl = `${host}?owner=mesh%2Fplatform&repo=gitops`;
      expect(createForge({ integrations, repoUrl })).toMatchObject({
        type: 'gitlab',
        repository: 'mesh/platform/gitops',
      });
    }
  });

  it.each(['github.com', 'git.example.com'])(
    'takes no groups in groups on %s',
    host => {
      const repoUrl = `${host}?owner=a%2Fb&repo=c`;
      expect(() => createForge({ integrations, repoUrl })).toThrow(
        'Repository URL has owner "a/b", which is no plain name',
      );
    },
  );

  it.each([
    ['gitlab.com', 'Bearer glpat-x', undefined],
    ['gitlab.com', 'Bearer of-the-user', 'of-the-user'],
    ['git.example.org', undefined, undefined],
  ])('sends %s %s', async (host, expected, token) => {
    const seen: Array<string | null> = [];
    server.use(
      http.get(/\/api\/v4\/projects\//, ({ request }) => {
        seen.push(request.headers.get('authorization'));
        return HttpResponse.json({ commit: { id: 'a'.repeat(40) } });
      }),
    );
    const repoUrl = `${host}?owner=mesh&repo=gitops`;
    const forge = createForge({ integrations, repoUrl, token });
    expect(await forge.getBranchHead('main')).toBe('a'.repeat(40));
    expect(seen).toEqual([expected ?? null]);
  });

  it.each([
    [
      'dev.azure.com?organization=acme&project=Mesh%20Platform&repo=gitops',
      'acme/Mesh Platform/gitops',
    ],
    [
      'dev.azure.com?organization=acme&owner=mesh&repo=gitops',
      'acme/mesh/gitops',
    ],
    ['acme.visualstudio.com?project=mesh&repo=gitops', 'acme/mesh/gitops'],
    [
      'tfs.example.com?organization=tfs%2FDefault&project=mesh&repo=gitops',
      'tfs/Default/mesh/gitops',
    ],
  ])('makes an Azure DevOps forge of %s', (repoUrl, repository) => {
    expect(createForge({ integrations, repoUrl })).toMatchObject({
      type: 'azure',
      repository,
    });
  });

  it('asks for the organization of Azure DevOps', () => {
    const repoUrl = 'dev.azure.com?project=mesh&repo=gitops';
    expect(() => createForge({ integrations, repoUrl })).toThrow(
      'Repository URL of dev.azure.com has no organization: write it as dev.azure.com?organization=ORGANIZATION',
    );
  });

  it.each([
    [
      'a token of the configuration',
      undefined,
      `Basic ${btoa(':pat-of-config')}`,
    ],
    ['a token of a user', 'pat-of-user', `Basic ${btoa(':pat-of-user')}`],
    ['a token of Entra ID', 'eyJ0.eyJh.c2ln', 'Bearer eyJ0.eyJh.c2ln'],
  ])('sends %s to Azure DevOps', async (_, token, expected) => {
    const seen: Array<string | null> = [];
    server.use(
      http.get(/^https:\/\/dev\.azure\.com\//, ({ request }) => {
        seen.push(request.headers.get('authorization'));
        return HttpResponse.json({ value: [] });
      }),
    );
    const repoUrl = 'dev.azure.com?organization=acme&project=mesh&repo=gitops';
    const forge = createForge({ integrations, repoUrl, token });
    expect(await forge.getBranchHead('main')).toBeUndefined();
    expect(seen).toEqual([expected]);
  });
});
