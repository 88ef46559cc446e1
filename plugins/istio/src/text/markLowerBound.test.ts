import { markLowerBound } from './markLowerBound';

describe('markLowerBound', () => {
  it.each([
    ['1 error', '≥ 1 error'],
    ['40 + 24 of 64 pods', '≥ 40 + 24 of ≥ 64 pods'],
    ['24 of 64 pods', '≥ 24 of ≥ 64 pods'],
    ['1.30.3, 1.29.4', '1.30.3, 1.29.4'],
    ['Permissive', 'Permissive'],
    ['on 8080 in stg-eu', 'on 8080 in stg-eu'],
    ['≥ 1 error', '≥ 1 error'],
  ])('writes %s as %s', (text, expected) =>
    expect(markLowerBound(text)).toBe(expected),
  );
});
