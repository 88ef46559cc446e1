import { mergePatchFrom } from './mergePatchFrom';

describe('mergePatchFrom', () => {
  it.each([
    [
      'sets what is wanted',
      {},
      { a: 1, b: { c: 'x' } },
      { a: 1, b: { c: 'x' } },
    ],
    ['takes away what was wanted', { a: 1, b: 2 }, { a: 1 }, { a: 1, b: null }],
    [
      'does so at any depth',
      { a: { b: 1, c: 2 } },
      { a: { b: 1 } },
      { a: { b: 1, c: null } },
    ],
    ['replaces lists as a whole', { a: [1, 2] }, { a: [2] }, { a: [2] }],
    ['lets a text become fields', { a: 'x' }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['leaves out what is undefined', {}, { a: undefined }, {}],
  ])('%s', (_, last, wanted, patch) => {
    expect(mergePatchFrom(last, wanted)).toEqual(patch);
  });
});
