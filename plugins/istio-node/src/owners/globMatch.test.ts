import { globMatches, nameMatches } from './globMatch';

describe('nameMatches', () => {
  it.each([
    ['*', 'anything', true],
    ['*', '', true],
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'a.yml', false],
    ['a*c', 'abbc', true],
    ['a*b*c', 'axbxbxc', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[a', '[a', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a\\ b', 'a b', true],
    ['', '', true],
    ['', 'a', false],
  ])('%s %s', (glob, name, expected) => {
    expect(nameMatches(glob, name)).toBe(expected);
  });

  it('is not held up by many stars', () => {
    const began = process.cpuUsage();
    expect(nameMatches(`${'*a'.repeat(500)}b`, 'a'.repeat(2000))).toBe(false);
    expect(process.cpuUsage(began).user).toBeLessThan(20_000_000);
  });
});

describe('globMatches', () => {
  it.each([
    ['**/a', 'a', true],
    ['**/a', 'x/y/a', true],
    ['x/**/a', 'x/a', true],
    ['x/**/a', 'y/a', false],
    ['x/**', 'x/y/z', true],
    ['x/*', 'x/y/z', false],
    ['**/**/**/**/b', 'a/a/a/a/a', false],
  ])('%s %s', (glob, path, expected) => {
    expect(globMatches(glob.split('/'), path.split('/'))).toBe(expected);
  });
});
