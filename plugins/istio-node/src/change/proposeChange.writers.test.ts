import { HttpResponse } from 'msw';
import { exposeRequest as request } from '../__testUtils__/exposeRequest';
import {
  BRANCH,
  breakCall,
  expectOne,
  resourcesOf,
  SHOP,
  serveFakes,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { proposeChange } from './proposeChange';

serveFakes();

describe('proposeChange with many writers', () => {
  // 38
  it('loses no entry of fifty writers to one kustomization', async () => {
    const { fake, forge } = start();
    const names = Array.from({ length: 50 }, (_, i) => `svc-${i}`);
    const wanted = names.map(service => request(forge, { service }));
    const results = await Promise.all(wanted.map(proposeChange));
    expect(new Set(results.map(({ branch }) => branch)).size).toBe(50);
    expect(fake.pulls).toHaveLength(50);
    for (const [i, item] of wanted.entries()) {
      // Merging one makes the others conflict; running again repairs that.
      const { pullRequest } = await proposeChange(item);
      expect(pullRequest?.number).toBe(results[i].pullRequest?.number);
      fake.mergePull(pullRequest?.number ?? 0);
    }
    expect(fake.pulls).toHaveLength(50);
    const resources = resourcesOf(fake.text('main', SHOP));
    expect(resources).toHaveLength(51);
    expect(resources).toEqual(
      expect.arrayContaining(names.map(name => `${name}-ingress.yaml`)),
    );
  });

  it('comes to one pull request when the same change runs ten times at once', async () => {
    const { fake, forge } = start();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => proposeChange(request(forge))),
    );
    expect(new Set(results.map(r => r.pullRequest?.number))).toEqual(
      new Set([1]),
    );
    expectOne(fake);
    expect(fake.git.history(BRANCH)).toHaveLength(2);
  });

  // 42
  it('adopts a branch that appears in between', async () => {
    const { fake, forge } = start();
    fake.faults.push({
      when: 'before',
      on(call) {
        if (call.path !== '/contents') return;
        fake.faults.length = 0;
        fake.git.branches.set(BRANCH, fake.git.branches.get('main') ?? '');
        fake.git.commitTo(BRANCH, { 'x.md': 'x\n' }, 'ana.ruiz');
      },
    });
    await proposeChange(request(forge));
    expectOne(fake);
    expect(fake.text(BRANCH, 'x.md')).toBe('x\n');
  });

  it('adopts a branch when git lets another push win', async () => {
    const { fake, forge } = start();
    // As Gitea 1.26 answered when two runs made one branch at once.
    const message = `cannot lock ref 'refs/heads/${BRANCH}': reference already exists`;
    const lost = () => HttpResponse.json({ message }, { status: 403 });
    fake.faults.push(breakCall('after', c => c.path === '/contents', lost));
    await proposeChange(request(forge));
    expectOne(fake);
    expect(fake.git.history(BRANCH)).toHaveLength(2);
  });

  it('lets another process that made the branch open its pull request', async () => {
    const { fake, forge } = start();
    const wanted = request(forge);
    let looks = 0;
    fake.faults.push({
      when: 'before',
      on(call) {
        const { git } = fake;
        if (call.path === '/contents' && !git.branches.has(BRANCH)) {
          git.branches.set(BRANCH, git.branches.get('main') ?? '');
          const empty = new Map<string, string>();
          const files = Object.fromEntries(wanted.plan.apply(empty));
          git.commitTo(BRANCH, files, 'meshwright');
        }
        if (!git.branches.has(BRANCH)) return;
        if (!call.path.startsWith('/pulls/main/')) return;
        looks += 1;
        if (looks === 2) fake.openPull(BRANCH, 'main', 'By the other run');
      },
    });
    const result = await proposeChange(wanted);
    expect(result.pullRequest).toMatchObject({ number: 1 });
    expect(fake.pulls.map(({ title }) => title)).toEqual(['By the other run']);
  });

  it('closes its pull request again when another run opened one at the same moment', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    fake.pulls.length = 0;
    // Gitea checks, then inserts: both are let in.
    fake.faults.push({
      when: 'before',
      on(call) {
        if (call.method !== 'POST' || call.path !== '/pulls') return;
        fake.faults.length = 0;
        fake.openPull(BRANCH, 'main', 'By the other run');
        fake.pulls[0].state = 'closed';
        fake.faults.push({
          when: 'after',
          on: () => void (fake.pulls[0].state = 'open'),
        });
      },
    });
    const { pullRequest } = await proposeChange(request(forge));
    expect(pullRequest?.number).toBe(1);
    expect(fake.pulls.map(({ state, title }) => [state, title])).toEqual([
      ['open', 'By the other run'],
      ['closed', expect.stringContaining('expose cart')],
    ]);
  });
});
