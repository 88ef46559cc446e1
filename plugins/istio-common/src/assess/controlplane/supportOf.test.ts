import fc from 'fast-check';
import { supportOf } from './supportOf';
import { SUPPORT_SOURCE, SUPPORT_TABLE } from './supportTable';

describe('support of a version', () => {
  it.each([
    ['1.28.4', '2026-02-01', 'supported', '2026-07-01'],
    ['1.28.4', '2026-05-10', 'ending', '2026-07-01'],
    ['1.28.4', '2026-07-01', 'ending', '2026-07-01'],
    ['1.28.4', '2026-07-02', 'ended', '2026-07-01'],
    // Only expected: never an end.
    ['1.31.0', '2026-10-01', 'supported', '2027-02-28'],
    ['1.31.0', '2035-01-01', 'ending', '2027-02-28'],
  ])('%s on %s: %s', (version, day, state, endOfLife) => {
    expect(supportOf(version, new Date(`${day}T12:00:00Z`))).toEqual({
      state,
      endOfLife,
      source: SUPPORT_SOURCE,
    });
  });

  it.each([
    ['older than the table', '1.9.4', 'ended', SUPPORT_SOURCE],
    ['newer than the table', '1.99.0', 'unknown', /1\.99 is not in/],
    ['of another major', '2.0.0', 'unknown', /2\.0 is not in/],
    ['of a vendor', '1.23.5-asm.2', 'unknown', /build of a vendor/],
    ['from a branch', '1.31-alpha.0a1b', 'unknown', /development build/],
    ['a candidate', '1.31.0-rc.1', 'unknown', /development build/],
    ['not told', undefined, 'unknown', /does not tell/],
    ['no version', 'latest', 'unknown', /does not tell/],
  ])('%s: %s is %s', (_, version, state, source) => {
    const found = supportOf(version, new Date('2026-10-01T00:00:00Z'));
    expect(found.state).toBe(state);
    expect(found.source).toMatch(source);
    expect(found.endOfLife).toBeUndefined();
  });

  it('only ever gets worse with time', () => {
    const rank = ['supported', 'ending', 'ended'];
    fc.assert(
      fc.property(
        fc.constantFrom(...SUPPORT_TABLE.map(({ minor }) => `${minor}.1`)),
        fc.date({ noInvalidDate: true }),
        fc.date({ noInvalidDate: true }),
        (version, a, b) => {
          const [first, second] = a < b ? [a, b] : [b, a];
          expect(
            rank.indexOf(supportOf(version, first).state),
          ).toBeLessThanOrEqual(rank.indexOf(supportOf(version, second).state));
        },
      ),
    );
  });

  it('says that it does not know while the clock is broken', () => {
    expect(supportOf('1.28.4', new Date(NaN)).state).toBe('unknown');
  });

  it('has a table whose newer releases end later', () => {
    const ends = SUPPORT_TABLE.map(one => one.ends);
    expect([...ends].sort().reverse()).toEqual(ends);
    expect(ends.every(day => !Number.isNaN(Date.parse(day)))).toBe(true);
  });
});
