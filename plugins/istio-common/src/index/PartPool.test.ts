import fc from 'fast-check';
import { contentHash } from './contentHash';
import { packed } from '../model/packed';
import { PartPool } from './PartPool';
import { sameWritten } from './sameWritten';

const anyObject = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue()),
  fc.array(fc.jsonValue()),
);

describe('PartPool', () => {
  it('gives back what is written as the value is', () => {
    fc.assert(
      fc.property(fc.array(anyObject), values => {
        const pool = new PartPool(5);
        for (const value of values) {
          expect(JSON.stringify(pool.part(value))).toBe(JSON.stringify(value));
        }
      }),
    );
  });

  it('holds equal values once', () => {
    fc.assert(
      fc.property(anyObject, value => {
        const pool = new PartPool();
        const held = pool.part(value);
        expect(held).toEqual(value);
        expect(pool.part(structuredClone(value))).toBe(held);
      }),
    );
  });

  it.each([
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [{ a: [] }, { a: {} }],
    [{ a: '1' }, { a: 1 }],
    [{ a: 1.5 }, { a: 1 }],
    [{ a: undefined }, {}],
    [
      [1, 2],
      [2, 1],
    ],
  ])('tells %j from %j', (one, other) => {
    const pool = new PartPool();
    expect(pool.part(one)).toStrictEqual(one);
    expect(pool.part(other)).toStrictEqual(other);
    expect(JSON.stringify(pool.part(other))).toBe(JSON.stringify(other));
    expect(sameWritten(one, other)).toBe(false);
  });

  it('keeps values apart that have one hash', () => {
    // Only the whole part of a number counts.
    const [one, other] = [[1.25], [1.5]];
    expect(contentHash(one)).toBe(contentHash(other));
    const pool = new PartPool();
    pool.part(one);
    expect(pool.part(other)).toEqual(other);
  });
});

describe('packed', () => {
  it('is written as the object is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), object => {
        expect(JSON.stringify(packed(object))).toBe(JSON.stringify(object));
        expect(packed(object)).toEqual(object);
      }),
    );
  });

  it.each([
    [{ '': null }, {}],
    [{ a: 1, b: 2 }, { 'a\nb': 3 }],
  ])('of %j leaves nothing behind in that of %j', (one, other) => {
    packed<object>(one);
    expect(packed<object>(other)).toEqual(other);
  });

  it('is a copy: the next one of the same fields has its own values', () => {
    const first = packed({ name: 'a', ready: true });
    expect(packed({ name: 'b', ready: false })).toEqual({
      name: 'b',
      ready: false,
    });
    expect(first).toEqual({ name: 'a', ready: true });
  });
});
