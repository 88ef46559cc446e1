import { HttpResponse } from 'msw';
import { exposeRequest as request } from '../__testUtils__/exposeRequest';
import {
  breakCall,
  serveFakes,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { proposeChange } from './proposeChange';

serveFakes();

describe('proposeChange asking for a review', () => {
  // 37
  it('only warns when labels or reviewers fail, and completes next time', async () => {
    const { fake, forge } = start();
    const review = (c: { path: string }) =>
      /labels|requested_reviewers/.test(c.path);
    const refuse = () => HttpResponse.json({ message: 'no' }, { status: 422 });
    fake.faults.push(breakCall('before', review, refuse, 2));
    const options = {
      labels: ['mesh'],
      reviewers: { users: ['sam.okafor'], teams: ['mesh'] },
    };
    const first = await proposeChange(request(forge, {}, options));
    expect(first.pullRequest).toMatchObject({ number: 1 });
    expect(first.warnings).toHaveLength(2);
    const second = await proposeChange(request(forge, {}, options));
    expect(second.warnings).toEqual([]);
    expect(fake.pulls[0]).toMatchObject({
      labels: ['mesh'],
      requested: ['sam.okafor'],
      requestedTeams: ['mesh'],
    });
    const writes = fake.writes.length;
    await proposeChange(request(forge, {}, options));
    expect(fake.writes).toHaveLength(writes);
  });

  it('does not ask again who has reviewed', async () => {
    const { fake, forge } = start();
    const options = { reviewers: { users: ['sam.okafor'] } };
    await proposeChange(request(forge, {}, options));
    Object.assign(fake.pulls[0], { requested: [], reviewed: ['sam.okafor'] });
    await proposeChange(request(forge, {}, options));
    expect(fake.pulls[0].requested).toEqual([]);
  });
});
