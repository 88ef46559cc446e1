import { parseRepoUrl } from './repoUrl';

describe('parseRepoUrl', () => {
  it('reads what the RepoUrlPicker gives', () => {
    expect(parseRepoUrl('localhost:7011?owner=platform&repo=gitops')).toEqual({
      host: 'localhost:7011',
      owner: 'platform',
      repo: 'gitops',
    });
  });

  it.each([
    [
      'gitlab.com?owner=mesh%2Fplatform%2Feu&repo=gitops',
      { host: 'gitlab.com', owner: 'mesh/platform/eu', repo: 'gitops' },
    ],
    [
      'dev.azure.com?organization=acme&project=Mesh%20Platform&repo=Git%20Ops',
      {
        host: 'dev.azure.com',
        owner: 'Mesh Platform',
        repo: 'Git Ops',
        organization: 'acme',
        project: 'Mesh Platform',
      },
    ],
    [
      'bitbucket.org?workspace=acme&project=MESH&repo=gitops',
      {
        host: 'bitbucket.org',
        owner: 'acme',
        repo: 'gitops',
        workspace: 'acme',
        project: 'MESH',
      },
    ],
    [
      'bitbucket.example.com?project=~ana&repo=gitops',
      {
        host: 'bitbucket.example.com',
        owner: '~ana',
        repo: 'gitops',
        project: '~ana',
      },
    ],
  ])('reads %s', (repoUrl, expected) => {
    expect(parseRepoUrl(repoUrl)).toEqual(expected);
  });

  it.each([
    '',
    'git.example.com',
    'git.example.com?owner=a',
    'git.example.com?repo=b',
    'git.example.com?owner=a%2f..%2fb&repo=c',
    'git.example.com?owner=..&repo=c',
    'git.example.com?owner=a&repo=b/c',
    'git.example.com?owner=a&repo=b%00',
    'git.example.com?owner=-a&repo=b',
    'git.example.com?owner=a&repo=b..git',
    'git.example.com?owner=a/&repo=b',
    'git.example.com?owner=a/../b&repo=c',
    'git.example.com?owner=a%2f%2fb&repo=c',
    'git.example.com?owner=a&repo=b c',
    'dev.azure.com?organization=a&project=b%2f..%2fc&repo=r',
    'dev.azure.com?organization=..&project=p&repo=r',
    'dev.azure.com?organization=a&project=p?x&repo=r',
    'bitbucket.org?workspace=a%2fb&repo=r',
    'git.example.com/path?owner=a&repo=b',
    'user:pass@git.example.com?owner=a&repo=b',
    'https://git.example.com/a/b',
  ])('refuses %j', repoUrl => {
    expect(() => parseRepoUrl(repoUrl)).toThrow(/^Repository URL /);
  });

  it('does not repeat a password', () => {
    expect(() => parseRepoUrl('u:secret@h?owner=a&repo=b')).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret'),
      }),
    );
  });
});
