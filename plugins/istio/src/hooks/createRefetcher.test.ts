import { createRefetcher } from './createRefetcher';

describe('createRefetcher', () => {
  it('runs once more after a storm of calls, and never twice at once', async () => {
    let open: () => void = () => {};
    let running = 0;
    let runs = 0;
    const refetch = createRefetcher(async () => {
      running += 1;
      runs += 1;
      expect(running).toBe(1);
      await new Promise<void>(resolve => {
        open = resolve;
      });
      running -= 1;
    });
    for (let call = 0; call < 10; call += 1) refetch();
    expect(runs).toBe(1);
    open();
    await new Promise(resolve => setTimeout(resolve));
    expect(runs).toBe(2);
    open();
    await new Promise(resolve => setTimeout(resolve));
    expect(runs).toBe(2);
    refetch();
    expect(runs).toBe(3);
  });
});
