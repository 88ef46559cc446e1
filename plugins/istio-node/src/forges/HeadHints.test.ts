import { HeadHints } from './HeadHints';

describe('HeadHints', () => {
  let calls = 0;
  const hints = new HeadHints(() => calls);
  const told = new Map([['main', 'a']]);

  it('tells a head once', () => {
    hints.set(told);
    expect([hints.take('main'), hints.take('main')]).toEqual(['a', undefined]);
    expect(hints.take('other')).toBeUndefined();
  });

  it('tells nothing after another call, until it is told again', () => {
    hints.set(told);
    calls += 1;
    expect(hints.take('main')).toBeUndefined();
    hints.set(told);
    expect(hints.take('main')).toBe('a');
  });

  it('forgets what was told before', () => {
    hints.set(told);
    hints.set(new Map());
    expect(hints.take('main')).toBeUndefined();
  });
});
