import { placeKey, placeNames } from './factPlaces';

const ref = (name: string, namespace = 'shop') => ({
  group: 'apps',
  kind: 'Deployment',
  namespace,
  name,
});

/** One character in two halves. */
const PAIR = '\u{1f600}';

describe('placeKey', () => {
  it('is the object and what tells its facts apart', () => {
    expect(placeKey({ ref: ref('cart'), more: ['a.example', '443', ''] })).toBe(
      'apps/Deployment:shop/cart|a.example|443|',
    );
  });

  it.each([
    ['a long name', placeKey({ ref: ref('n'.repeat(325_000)), more: [] })],
    ['a long port', placeKey({ ref: ref('web'), more: ['p'.repeat(1_001)] })],
    ['a NUL', placeKey({ ref: ref('a\0b'), more: [] })],
    ['a line end', placeKey({ ref: ref('web'), more: ['a\nb'] })],
    ['half a character', placeKey({ ref: ref(PAIR[0]), more: [] })],
    [
      'characters cut in halves',
      placeKey({ ref: ref(`${PAIR.repeat(600)}`), more: [] }),
    ],
    [
      'characters cut in other halves',
      placeKey({ ref: ref(`x${PAIR.repeat(600)}`), more: [] }),
    ],
  ])('fits its column with %s', (_, key) => {
    expect(key.length).toBeLessThanOrEqual(512);
    expect(key).toMatch(/^apps\/Deployment:shop\/.*#[0-9a-f]{64}$/u);
    expect(key).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  });

  it('differs where only what does not fit differs', () => {
    const long = 'n'.repeat(1_000);
    const keys = [
      ...[`${long}1`, `${long}2`, 'ab', 'a\0b', 'a\0\0b'],
      ...[`a${PAIR[0]}`, `a${PAIR[1]}`],
    ].map(name => placeKey({ ref: ref(name), more: [] }));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves a key that just fits as it is', () => {
    const start = 'apps/Deployment:shop/';
    const name = 'n'.repeat(512 - start.length);
    expect(placeKey({ ref: ref(name), more: [] })).toBe(start + name);
    expect(placeKey({ ref: ref(`${name}n`), more: [] })).toMatch(/#/);
  });
});

describe('placeNames', () => {
  it('are the names of the object', () => {
    expect(placeNames(ref('cart'))).toEqual({
      namespace: 'shop',
      name: 'cart',
    });
    expect(placeNames({ group: '', kind: 'Node', name: 'n1' })).toEqual({
      namespace: null,
      name: 'n1',
    });
  });

  it('fit their columns', () => {
    expect(placeNames(ref('n'.repeat(325), `s\0${'s'.repeat(300)}`))).toEqual({
      namespace: 's'.repeat(254),
      name: 'n'.repeat(255),
    });
  });
});
