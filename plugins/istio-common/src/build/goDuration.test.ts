import { durationSeconds } from './goDuration';

describe('durationSeconds', () => {
  it.each([
    ['72h', 259200],
    ['1h30m', 5400],
    ['90s', 90],
    ['1h0m1s', 3601],
  ])('reads %s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(['', '3 days', '72', 'h', '-1h', '1.5h', '1h1h', '30m1h'])(
    'refuses %j',
    text => {
      expect(durationSeconds(text)).toBeUndefined();
    },
  );
});
