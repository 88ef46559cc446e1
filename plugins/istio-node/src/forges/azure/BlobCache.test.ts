import { BlobCache } from './BlobCache';

describe('BlobCache', () => {
  it('forgets what was not asked for longest, when it is full', () => {
    const cache = new BlobCache(10);
    cache.set('a', 'aaaa');
    cache.set('b', 'bbbb');
    expect(cache.get('a')).toBe('aaaa');
    cache.set('c', 'cccc');
    expect(cache.get('a')).toBe('aaaa');
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('c')).toBe('cccc');
  });

  it('keeps nothing that is too large, and counts a key once', () => {
    const cache = new BlobCache(10);
    cache.set('a', 'x'.repeat(11));
    expect(cache.get('a')).toBeUndefined();
    for (let i = 0; i < 5; i++) cache.set('b', 'bbbb');
    cache.set('c', 'cccc');
    expect(cache.get('b')).toBe('bbbb');
  });

  it('knows an empty content', () => {
    const cache = new BlobCache(10);
    cache.set('a', '');
    expect(cache.get('a')).toBe('');
  });
});
