import { hashText, intentHash } from './stableHash';

describe('intentHash', () => {
  it('is FNV-1a with 64 bits', () => {
    // Vectors of the reference: the empty text and "foobar".
    expect(hashText('')).toBe('cbf29ce484222325');
    expect(hashText('foobar')).toBe('85944171f73967e8');
  });

  it('does not see the order of keys, but every value', () => {
    const a = { x: 1, y: { z: ['a', 'b'], w: null } };
    expect(intentHash({ y: { w: null, z: ['a', 'b'] }, x: 1 })).toBe(
      intentHash(a),
    );
    expect(intentHash({ ...a, y: { z: ['b', 'a'], w: null } })).not.toBe(
      intentHash(a),
    );
    expect(intentHash({ ...a, x: '1' })).not.toBe(intentHash(a));
  });
});
