import * as fc from 'fast-check';
import { codeOwners, codeOwnersPaths } from './codeOwners';

const names = (forge: string, text: string, path: string) =>
  codeOwners(forge, text, [path]).map(({ name }) => name);

const FORGES = ['github', 'gitlab', 'gitea', 'bitbucketCloud'];

describe('codeOwners on GitHub', () => {
  const text = `
# Everything
*       @acme/platform # until told otherwise
*.md    docs@example.com
/clusters/eu-1/   @acme/eu @ana
apps/   @acme/apps
docs/*  @acme/docs
/scripts  @acme/scripts
**/secrets @acme/security
/clusters/eu-1/sandbox/
!a @nobody
[a] @nobody
path\\ with\\ space @sam
`;

  it.each([
    ['README', ['@acme/platform']],
    ['a/b/c.md', ['docs@example.com']],
    ['clusters/eu-1/shop/cart.yaml', ['@acme/eu', '@ana']],
    ['x/clusters/eu-1/shop/cart.yaml', ['@acme/platform']],
    ['x/apps/y/z', ['@acme/apps']],
    ['apps', ['@acme/platform']],
    ['docs/a', ['@acme/docs']],
    ['docs/a/b', ['@acme/platform']],
    ['scripts/x/y', ['@acme/scripts']],
    ['x/scripts/y', ['@acme/platform']],
    ['x/secrets/y', ['@acme/security']],
    ['clusters/eu-1/sandbox/a', []],
    ['a', ['@acme/platform']],
    ['path with space', ['@sam']],
  ])('%s', (path, expected) => {
    expect(names('github', text, path)).toEqual(expected);
  });
});

describe('codeOwners on GitLab', () => {
  const text = `
* @default
README.md @doc-team
/docs/ @all-docs
/docs/* @root-docs
/docs/**/*.md @markdown
/exact @exact
!pom.xml

[Mesh][2] @mesh/platform @@maintainer
clusters/
/clusters/eu-1/ @mesh/eu ops@example.com
!/clusters/eu-1/sandbox/
/clusters/eu-1/sandbox/mine @late

^[Optional]
*.yaml @yaml

[mesh]
/other/
`;

  it.each([
    ['x', ['@default']],
    ['a/b/README.md', ['@doc-team']],
    ['docs/a', ['@root-docs']],
    ['docs/a/b', ['@all-docs']],
    ['docs/a/b.md', ['@markdown']],
    ['exact/below', ['@default']],
    ['pom.xml', []],
    ['clusters/us/a', ['@default', '@mesh/platform', '@@maintainer']],
    ['x/clusters/us/a', ['@default', '@mesh/platform', '@@maintainer']],
    ['clusters/eu-1/a', ['@default', '@mesh/eu', 'ops@example.com']],
    ['clusters/eu-1/sandbox/mine', ['@default']],
    ['other/a', ['@default']],
  ])('%s', (path, expected) => {
    expect(names('gitlab', text, path)).toEqual(expected);
  });

  it('tells who need not agree', () => {
    const paths = ['clusters/eu-1/a.yaml', 'b.yaml'];
    expect(codeOwners('gitlab', text, paths)).toContainEqual({
      name: '@yaml',
      paths,
      optional: true,
    });
  });
});

describe('codeOwners on Gitea', () => {
  const text = `
.*\\\\.go @user1 @user2 # This is comment
frontend/src/.*\\\\.js @org1/team1
!frontend/src/.* @org1/team3
docs/(aws|google|azure)/[^/]*\\\\.(md|txt) @user8
dir/with\\#hashtag @user9
path\\ with\\ space @user10
(broken @user11
`;

  it.each([
    ['a/b.go', ['@user1', '@user2', '@org1/team3']],
    ['frontend/src/a.js', ['@org1/team1']],
    ['docs/aws/a.md', ['@org1/team3', '@user8']],
    ['docs/aws/x/a.md', ['@org1/team3']],
    ['dir/with#hashtag', ['@org1/team3', '@user9']],
    ['path with space', ['@org1/team3', '@user10']],
  ])('%s', (path, expected) => {
    expect(names('gitea', text, path)).toEqual(expected);
  });
});

describe('codeOwners', () => {
  it('says each owner once, with the files', () => {
    const paths = ['a', 'b/c'];
    expect(codeOwners('github', '* @x', paths)).toEqual([
      { name: '@x', paths },
    ]);
  });

  it('knows no such file on Azure DevOps', () => {
    expect(codeOwnersPaths('azure')).toEqual([]);
    expect(codeOwners('azure', '* @x', ['a'])).toEqual([]);
    expect(codeOwnersPaths('toString')).toEqual([]);
  });

  it.each(FORGES)('throws on nothing: %s', forge => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ maxLength: 60 }),
        (text, path) => {
          for (const { name } of codeOwners(forge, text, [path])) {
            expect(name).not.toBe('');
          }
        },
      ),
    );
  });
});

describe('a CODEOWNERS file that takes too many steps', () => {
  const path = 'clusters/eu-1/shop/cart-gateway.yaml';
  const deep = Array(60).fill('x').join('/');
  const last = `\n/clusters/ @x`;

  it.each([
    ['gitea', `${'((.?){50}){40}X1 @o\n'.repeat(500)}.* @x`, path],
    ['gitea', `${'(((a?){9}){9}){9}X @o\n'.repeat(9000)}.* @x`, 'b'],
    [
      'github',
      `${`/${'*a'.repeat(2000)}b @o\n`.repeat(500)}${last}`,
      'a'.repeat(200),
    ],
    ['gitlab', `${`/${'**/'.repeat(20_000)}y @o\n`.repeat(20)}${last}`, deep],
    ['gitlab', `* @x\n/a ${'b'.repeat(100_000)}`, 'c'],
  ])('names nobody: %s', (forge, text, touched) => {
    expect(codeOwners(forge, text, [touched])).toEqual([]);
  });

  it.each(FORGES)('is not one of thousands of plain lines: %s', forge => {
    const lines = Array.from({ length: 5000 }, (_, at) =>
      forge === 'gitea'
        ? `services/s${at}/.* @team-${at}`
        : `/services/s${at}/ @team-${at}`,
    );
    const paths = Array.from(
      { length: 10 },
      (_, at) => `services/s${at * 7}/base/kustomization.yaml`,
    );
    expect(
      codeOwners(forge, lines.join('\n'), paths).map(({ name }) => name),
    ).toEqual(paths.map((_, at) => `@team-${at * 7}`));
  });
});
