import { nearest } from './nearest';

describe('nearest', () => {
  it.each([
    ['shpo', ['shop', 'payments'], 'shop'],
    ['shopp', ['shop', 'payments'], 'shop'],
    ['paymets', ['shop', 'payments'], 'payments'],
    ['search', ['search-api', 'shop'], 'search-api'],
    ['x', ['shop'], undefined],
    ['anything', [], undefined],
  ])('for %s of %j is %s', (text, candidates, expected) => {
    expect(nearest(text, candidates)).toBe(expected);
  });
});
