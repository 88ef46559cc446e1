import { oneAtATime } from './oneAtATime';

const tick = () => new Promise(resolve => setImmediate(resolve));

describe('oneAtATime', () => {
  it('runs the same key in turn and other keys beside it', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await tick();
      log.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all([
      oneAtATime('a', work('a1')),
      oneAtATime('a', work('a2')),
      oneAtATime('b', work('b1')),
    ]);
    expect(results).toEqual(['a1', 'a2', 'b1']);
    expect(log.indexOf('a1 ends')).toBeLessThan(log.indexOf('a2 begins'));
    expect(log.indexOf('b1 begins')).toBeLessThan(log.indexOf('a1 ends'));
  });

  it('goes on after a failure, and passes it on', async () => {
    const failing = oneAtATime('a', () => Promise.reject(new Error('no')));
    const next = oneAtATime('a', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });
});
