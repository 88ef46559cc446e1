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
