import { HostGate } from './hostGate';

const turn = () => new Promise(resolve => setImmediate(resolve));

describe('HostGate', () => {
  it('lets six run at a time, and the next when one ends, well or not', async () => {
    const gate = new HostGate();
    const running: Array<{ resolve(): void; reject(error: Error): void }> = [];
    let begun = 0;
    const request = () =>
      gate.inTurn(
        () =>
          new Promise<void>((resolve, reject) => {
            begun += 1;
            running.push({ resolve, reject });
          }),
      );
    const ended = Promise.allSettled(Array.from({ length: 20 }, request));
    await turn();
    expect(begun).toBe(6);
    running.shift()?.reject(new Error('refused'));
    await turn();
    expect(begun).toBe(7);
    while (running.length > 0) {
      expect(running.length).toBeLessThanOrEqual(6);
      running.shift()?.resolve();
      await turn();
    }
    const results = await ended;
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      ...Array(19).fill('fulfilled'),
    ]);
    // Every place is free again.
    Array.from({ length: 6 }, request);
    await turn();
    expect(begun).toBe(26);
  });
});

describe('a gate that is closed', () => {
  function start() {
    let now = 0;
    const sleepers: Array<{ at: number; wake(): void }> = [];
    const gate = new HostGate(
      () => now,
      ms =>
        new Promise(wake => {
          sleepers.push({ at: now + ms, wake });
        }),
    );
    const goTo = async (time: number) => {
      now = time;
      for (const { at, wake } of sleepers) if (at <= now) wake();
      await turn();
    };
    return { gate, goTo };
  }

  it('stays so for those who wait already when the host asks for more', async () => {
    const { gate, goTo } = start();
    gate.close(2000);
    let passed = false;
    const waiting = gate.pass().then(() => {
      passed = true;
    });
    gate.close(30_000);
    await goTo(2000);
    expect(passed).toBe(false);
    await goTo(30_000);
    await waiting;
    expect(passed).toBe(true);
  });

  it('tells those who wait when it has become too long', async () => {
    const { gate, goTo } = start();
    gate.close(2000);
    const waiting = gate.pass();
    gate.close(100_000);
    await goTo(2000);
    expect(await waiting).toBe(98_000);
  });

  it('opens after an hour, whatever the host says', async () => {
    const { gate, goTo } = start();
    gate.close(1e12);
    expect(await gate.pass()).toBe(3_600_000);
    await goTo(3_600_000);
    expect(await gate.pass()).toBeUndefined();
  });
});
