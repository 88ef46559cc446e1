import { assertAllowedRepository } from './repositoryPolicy';

describe('assertAllowedRepository', () => {
  it.each([
    ['git.example.com/platform/gitops', 'platform', 'gitops'],
    ['git.example.com/platform/*', 'platform', 'gitops'],
    ['git.example.com/*/gitops-*', 'team-a', 'gitops-eu'],
    ['GIT.example.com/Platform/GitOps', 'platform', 'gitops'],
    ['git.example.com/mesh/*/gitops', 'mesh/eu', 'gitops'],
  ])('%s allows %s/%s', (pattern, owner, repo) => {
    const url = `git.example.com?owner=${encodeURIComponent(
      owner,
    )}&repo=${repo}`;
    expect(() => assertAllowedRepository(url, [pattern])).not.toThrow();
  });

  it.each([
    ['git.example.com/platform/gitops', 'platform', 'gitops2'],
    ['git.example.com/platform/gitops', 'platform2', 'gitops'],
    ['git.example.com/platform/git.ps', 'platform', 'gitops'],
    ['other.example.com/*/*', 'platform', 'gitops'],
    // A star is no slash: a group in a group is another owner.
    ['git.example.com/*/gitops', 'mesh/eu', 'gitops'],
  ])('%s does not allow %s/%s', (pattern, owner, repo) => {
    const url = `git.example.com?owner=${encodeURIComponent(
      owner,
    )}&repo=${repo}`;
    expect(() => assertAllowedRepository(url, [pattern])).toThrow(
      `Changes may not be proposed to git.example.com/${owner}/${repo}: choose a repository that the operator allows (${pattern}).`,
    );
  });

  it('allows nothing with an empty list', () => {
    const url = 'git.example.com?owner=a&repo=b';
    expect(() => assertAllowedRepository(url, [])).toThrow('may not be');
  });

  it('knows the project and organization of Azure DevOps', () => {
    const url = 'dev.azure.com?organization=acme&project=Mesh%20EU&repo=gitops';
    const allow = (pattern: string) => () =>
      assertAllowedRepository(url, [pattern]);
    expect(allow('dev.azure.com/acme/Mesh EU/*')).not.toThrow();
    expect(allow('dev.azure.com/acme/Other/*')).toThrow('may not be proposed');
  });

  it.each(['git.example.com?owner=a%2f..%2fb&repo=c', 'h?owner=..&repo=c'])(
    'never lets %s through',
    url => {
      expect(() => assertAllowedRepository(url, ['*/*/*', 'h/*/*'])).toThrow();
    },
  );

  it.each(['', 'git.example.com', 'https://git.example.com/a/b', 'h/a/[b]'])(
    'says that %j is no pattern',
    pattern => {
      expect(() =>
        assertAllowedRepository('h?owner=a&repo=b', [pattern]),
      ).toThrow(`"${pattern}" is no pattern of repositories`);
    },
  );
});
