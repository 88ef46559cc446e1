import { exposeRequest as request } from '../__testUtils__/exposeRequest';
import {
  BRANCH,
  CART,
  serveFakes,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { proposeChange } from './proposeChange';

serveFakes();

describe('proposeChange beside people', () => {
  // 40
  it('builds on top of what people committed to its branch', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const human = fake.git.commitTo(
      BRANCH,
      { 'clusters/eu-1/shop/notes.md': 'by hand\n' },
      'ana.ruiz',
    );
    await proposeChange(request(forge, { port: 9090 }));
    expect(fake.git.history(BRANCH)).toContain(human);
    expect(fake.text(BRANCH, 'clusters/eu-1/shop/notes.md')).toBe('by hand\n');
    expect(fake.text(BRANCH, CART)).toContain('number: 9090');
  });

  it.each([
    ['before Gitea reads the branch', 'before'],
    ['between that and the push', 'meanwhile'],
  ])('does not lose a person who commits %s', async (_, when) => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const commit = () => {
      const text = `# by hand\n${fake.text(BRANCH, CART)}`;
      fake.git.commitTo(BRANCH, { [CART]: text }, 'ana.ruiz');
    };
    fake.faults.push({
      when: 'before',
      on(call) {
        if (call.path !== '/contents') return;
        fake.faults.length = 0;
        if (when === 'before') commit();
        else fake.meanwhile = commit;
      },
    });
    await proposeChange(request(forge, { port: 9090 }));
    expect(fake.text(BRANCH, CART)).toMatch(/^# by hand\n/);
    expect(fake.text(BRANCH, CART)).toContain('number: 9090');
  });

  // 41
  it.each(['merged', 'closed'] as const)(
    'begins afresh after a pull request was %s, and reopens nothing',
    async state => {
      const { fake, forge } = start();
      await proposeChange(request(forge));
      if (state === 'merged') fake.mergePull(1);
      else fake.closePull(1);
      const oldHead = fake.git.branches.get(BRANCH);
      fake.git.commitTo('main', { 'x.md': 'x\n' }, 'ana.ruiz');
      const result = await proposeChange(request(forge, { port: 9090 }));
      expect(result).toMatchObject({
        outcome: 'created',
        branch: `${BRANCH}-2`,
        pullRequest: { number: 2 },
        message: expect.stringContaining(`#1 was ${state} before`),
      });
      expect(fake.pulls[0].state).toBe('closed');
      expect(fake.git.branches.get(BRANCH)).toBe(oldHead);
      expect(fake.text(`${BRANCH}-2`, 'x.md')).toBe('x\n');
      const again = await proposeChange(request(forge, { port: 9090 }));
      expect(again).toMatchObject({
        outcome: 'unchanged',
        pullRequest: { number: 2 },
      });
    },
  );

  it('begins afresh even when the old branch was deleted', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    fake.mergePull(1);
    fake.git.branches.delete(BRANCH);
    await proposeChange(request(forge, { port: 9090 }));
    const again = await proposeChange(request(forge, { port: 9090 }));
    expect(again).toMatchObject({
      outcome: 'unchanged',
      pullRequest: { number: 2 },
    });
  });
});
