import type { GiteaCall, GiteaFault } from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { exposeRequest as request } from '../__testUtils__/exposeRequest';
import {
  BRANCH,
  breakCall,
  down,
  expectOne,
  serveFakes,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { proposeChange } from './proposeChange';

serveFakes();

describe('proposeChange after a crash or a lost answer', () => {
  // 35: the process dies at a call: it and all after it never happen, or it
  // happens and nobody hears of it.
  const deaths = [1, 2, 3, 4].flatMap(number =>
    (['before', 'after'] as const).map(when => ({ number, when })),
  );
  it.each(deaths)(
    'comes to one branch and one pull request after a crash $when call $number',
    async ({ number, when }) => {
      const { fake, forge } = start();
      const dead: GiteaFault[] = [
        breakCall(when, call => call.number === number, HttpResponse.error),
        breakCall(
          'before',
          call => call.number > number,
          HttpResponse.error,
          100,
        ),
      ];
      fake.faults.push(...dead);
      const options = { sleep: () => Promise.reject(new Error('killed')) };
      await proposeChange(request(forge, {}, options)).catch(() => {});
      fake.faults.length = 0;
      const result = await proposeChange(request(forge));
      expect(result.pullRequest).toMatchObject({ number: 1 });
      expectOne(fake);
      expect(fake.git.history(BRANCH)).toHaveLength(2);
    },
  );

  // 36
  it('finds the pull request whose answer was lost', async () => {
    const { fake, forge } = start();
    fake.faults.push(
      breakCall('after', c => c.method === 'POST' && c.path === '/pulls'),
    );
    const result = await proposeChange(request(forge));
    expect(result).toMatchObject({
      outcome: 'created',
      pullRequest: { number: 1 },
    });
    expectOne(fake);
  });

  it('does not commit twice when the answer to a commit was lost', async () => {
    const { fake, forge } = start();
    fake.faults.push(breakCall('after', c => c.path === '/contents'));
    await proposeChange(request(forge));
    expectOne(fake);
    expect(fake.git.history(BRANCH)).toHaveLength(2);
    expect(fake.pulls[0].body).toContain('| create |');
  });

  it('looks for the branch when no answer comes, before it sends again', async () => {
    const { fake, forge } = start();
    // Under load a commit takes longer than anyone waits; the next one that
    // comes is too late then, which Gitea 1.26 calls an error of its own.
    const late = () =>
      HttpResponse.json(
        { message: 'PushOutOfDate Error: ! [rejected] (non-fast-forward)' },
        { status: 500 },
      );
    const commits = (c: GiteaCall) => c.path === '/contents';
    fake.faults.push(breakCall('after', commits));
    await proposeChange(request(forge));
    expectOne(fake);
    expect(fake.calls.filter(commits)).toHaveLength(1);
    fake.faults.length = 0;
    fake.pulls.length = 0;
    fake.git.branches.delete(BRANCH);
    fake.faults.push(breakCall('after', commits, late));
    const { pullRequest } = await proposeChange(request(forge));
    expect(pullRequest).toMatchObject({ number: 1 });
    expectOne(fake);
  });

  it('keeps the branch when no pull request can be opened', async () => {
    const { fake, forge } = start();
    const posts = (c: { method: string; path: string }) =>
      c.method === 'POST' && c.path === '/pulls';
    fake.faults.push(breakCall('before', posts, down, 99));
    await expect(proposeChange(request(forge))).rejects.toThrow(
      new RegExp(
        `answered 502 .*Branch ${BRANCH} of platform/gitops is ready: run again`,
      ),
    );
    fake.faults.length = 0;
    await proposeChange(request(forge));
    expectOne(fake);
  });

  it('waits for a branch that is taken but not shown yet', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    fake.pulls.length = 0;
    const hidden = (c: GiteaCall) =>
      c.path === '/file-contents' && c.query.get('ref') === BRANCH;
    const missing = () =>
      HttpResponse.json({ message: 'not found' }, { status: 404 });
    // A Gitea under load took longer than five attempts.
    fake.faults.push(breakCall('before', hidden, missing, 8));
    const { pullRequest } = await proposeChange(request(forge));
    expect(pullRequest).toMatchObject({ number: 1 });
    expectOne(fake);
  });
});
