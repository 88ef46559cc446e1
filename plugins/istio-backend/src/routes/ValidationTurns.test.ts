import { ValidationTurns } from './ValidationTurns';

describe('ValidationTurns', () => {
  it('lets everything else have its turn between two validations', async () => {
    const turns = new ValidationTurns();
    const order: string[] = [];
    const note = (word: string) => () => order.push(word);
    const first = turns.take(note('first'));
    const second = turns.take(() => {
      order.push('second');
      setImmediate(note('other'));
    });
    const third = turns.take(note('third'));
    await Promise.all([first, second, third]);
    expect(order).toEqual(['first', 'second', 'other', 'third']);
  });

  it('sends away whom it cannot serve soon, and serves those who come later', async () => {
    const turns = new ValidationTurns();
    const all = Array.from({ length: 25 }, (_, at) =>
      turns.take(() => at).catch(({ name }) => name),
    );
    expect(await Promise.all(all)).toEqual([
      ...Array.from({ length: 20 }, (_, at) => at),
      ...Array(5).fill('ServiceUnavailableError'),
    ]);
    expect(await turns.take(() => 'later')).toBe('later');
  });

  it('goes on after a validation that fails', async () => {
    const turns = new ValidationTurns();
    const failed = turns.take(() => {
      throw new Error('no such intent');
    });
    await expect(failed).rejects.toThrow('no such intent');
    expect(await turns.take(() => 'next')).toBe('next');
  });
});
