import { markLowerBound } from './markLowerBound';

describe('markLowerBound', () => {
  it.each([
    ['1 error', '≥\u00a01 error'],
    ['40 + 24 of 64 pods', '≥\u00a040 + 24 of ≥\u00a064 pods'],
    ['24 of 64 pods', '≥\u00a024 of ≥\u00a064 pods'],
    ['1.30.3, 1.29.4', '1.30.3, 1.29.4'],
    ['Permissive', 'Permissive'],
    ['on 8080 in stg-eu', 'on 8080 in stg-eu'],
    ['≥\u00a01 error', '≥\u00a01 error'],
  ])('writes %s as %s', (text, expected) =>
    expect(markLowerBound(text)).toBe(expected),
  );
});
