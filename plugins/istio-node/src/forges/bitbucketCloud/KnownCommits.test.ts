import { KnownCommits } from './KnownCommits';

const file = (path: string, content: string) => ({ path, content, sha: 'x' });

describe('KnownCommits', () => {
  it('knows what was read, and what does not exist', () => {
    const known = new KnownCommits(1000);
    known.keep('1', new Map([['a', file('a', 'A')]]));
    known.keep('1', new Map([['b', undefined]]));
    expect(known.read('1', ['a', 'b'])).toEqual(
      new Map([['a', file('a', 'A')]]),
    );
    expect(known.read('1', ['a', 'c'])).toBeUndefined();
    expect(known.read('2', [])).toBeUndefined();
  });

  it('knows what a commit made of another', () => {
    const known = new KnownCommits(1000);
    const files = ['a', 'b'].map(path => [path, file(path, path)] as const);
    known.keep('1', new Map(files));
    known.follow('2', '1', [{ path: 'a' }, { path: 'c', content: 'new' }]);
    const read = known.read('2', ['a', 'b', 'c']);
    expect([...(read?.values() ?? [])].map(({ content }) => content)).toEqual([
      ...['b', 'new'],
    ]);
    expect(known.isOn('2', '1')).toBe(true);
    expect(known.isOn('1', '2')).toBe(false);
    known.follow('3', '2', []);
    expect(known.isOn('3', '1')).toBe(true);
    // Made here on what someone else made.
    known.follow('5', '4', []);
    expect(known.isOn('5', '1')).toBe(false);
    // The other stays as it was.
    expect(known.read('1', ['a'])?.has('a')).toBe(true);
  });

  it('keeps no more than it may, the newest of it', () => {
    const known = new KnownCommits(100);
    for (const key of ['1', '2', '3']) {
      known.keep(key, new Map([['a', file('a', 'x'.repeat(40))]]));
    }
    expect(known.read('1', ['a'])).toBeUndefined();
    expect(known.read('3', ['a'])).toBeDefined();
    known.keep('4', new Map([['a', file('a', 'x'.repeat(400))]]));
    expect(known.read('4', ['a'])).toBeUndefined();
    expect(known.read('3', ['a'])).toBeDefined();
  });
});
