import { parseRetryAfter } from './parseRetryAfter';

const NOW = Date.parse('Sun, 22 Nov 2026 12:00:00 GMT');

describe('parseRetryAfter', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['0', 0],
    ['7', 7_000],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['999999999', 300_000],
  ])('reads %p as %p', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});
