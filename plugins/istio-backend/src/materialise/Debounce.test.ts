import { systemClock } from '../watch/Clock';
import { Debounce } from './Debounce';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

function debounced(task: () => Promise<void>, longestMs = 10_000) {
  const stop = new AbortController();
  const debounce = new Debounce({
    task,
    clock: systemClock,
    quietMs: 30,
    longestMs,
    signal: stop.signal,
  });
  return { debounce, stop };
}

describe('Debounce', () => {
  it('runs once after a burst', async () => {
    let runs = 0;
    const { debounce } = debounced(async () => {
      runs += 1;
    });
    for (let at = 0; at < 20; at += 1) debounce.call();
    expect(runs).toBe(0);
    await debounce.settled();
    expect(runs).toBe(1);
  });

  it('runs again for what came while it ran', async () => {
    let runs = 0;
    const { debounce } = debounced(async () => {
      runs += 1;
      if (runs === 1) debounce.call();
    });
    debounce.call();
    await debounce.settled();
    expect(runs).toBe(2);
  });

  it('does not wait for ever', async () => {
    let runs = 0;
    const { debounce, stop } = debounced(async () => {
      runs += 1;
    }, 80);
    for (let at = 0; at < 20; at += 1) {
      debounce.call();
      await pause(10);
    }
    expect(runs).toBeGreaterThanOrEqual(1);
    stop.abort();
    await debounce.settled();
  });

  it('runs nothing after it was stopped', async () => {
    let runs = 0;
    const { debounce, stop } = debounced(async () => {
      runs += 1;
    });
    debounce.call();
    stop.abort();
    await debounce.settled();
    expect(runs).toBe(0);
  });
});
