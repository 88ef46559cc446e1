import { assertBranchName } from './branchName';

describe('assertBranchName', () => {
  it.each(['main', 'release/1.2', 'meshwright/a/b/c-2', 'a@b'])(
    'accepts %s',
    name => {
      expect(() => assertBranchName(name)).not.toThrow();
    },
  );

  it.each([
    '',
    '@',
    '-x',
    '--upload-pack=x',
    'a..b',
    'a@{b',
    'x.lock',
    'x.lock/y',
    '.x',
    'a/.x',
    'x.',
    'a//b',
    '/a',
    'a/',
    'a b',
    'a\tb',
    'a\u007fb',
    'a~b',
    'a^b',
    'a:b',
    'a?b',
    'a*b',
    'a[b',
    'a\\b',
    'x'.repeat(300),
  ])('refuses %j', name => {
    expect(() => assertBranchName(name)).toThrow(/is not a branch name/);
  });
});
