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
