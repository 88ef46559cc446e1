import type { FakeGitea } from '@meshwright/test-kit';
import {
  exposeRequest as request,
  KUSTOMIZATION,
} from '../__testUtils__/exposeRequest';
import {
  BRANCH,
  breakCall,
  resourcesOf,
  SHOP,
  serveFakes,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { proposeChange } from './proposeChange';

serveFakes();

describe('proposeChange when base moves', () => {
  /** Lets someone commit to base just before each of the first `times` commits. */
  function moveBase(fake: FakeGitea, times: number): void {
    let moved = 0;
    fake.faults.push({
      when: 'before',
      on(call) {
        if (call.path !== '/contents' || moved >= times) return;
        moved += 1;
        const text = `${fake.text('main', SHOP)}  - other-${moved}.yaml\n`;
        fake.git.commitTo('main', { [SHOP]: text }, 'ana.ruiz');
      },
    });
  }

  // 39
  it('reads and merges again when base moves', async () => {
    const { fake, forge } = start();
    moveBase(fake, 3);
    await proposeChange(request(forge));
    expect(resourcesOf(fake.text(BRANCH, SHOP))).toEqual(
      expect.arrayContaining([
        'cart-ingress.yaml',
        'storefront.yaml',
        'other-1.yaml',
        'other-3.yaml',
      ]),
    );
  });

  it('gives up with words when base never rests', async () => {
    const { fake, forge } = start();
    moveBase(fake, 99);
    await expect(proposeChange(request(forge))).rejects.toThrow(
      /Files of platform\/gitops kept changing .*5 attempts.*run again/,
    );
    expect(fake.calls.filter(c => c.path === '/contents')).toHaveLength(5);
    expect(fake.git.branches.size).toBe(1);
    expect(fake.pulls).toEqual([]);
  });

  it('takes base in again when another change is merged in that moment', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const more = (name: string) =>
      `${fake.text('main', SHOP)}  - ${name}.yaml\n`;
    fake.git.commitTo('main', { [SHOP]: more('one') }, 'sam.okafor');
    fake.faults.push({
      when: 'before',
      on(call) {
        if (!call.path.endsWith('/update')) return;
        fake.faults.length = 0;
        fake.git.commitTo('main', { [SHOP]: more('two') }, 'sam.okafor');
      },
    });
    const result = await proposeChange(request(forge));
    expect(result).toMatchObject({ pullRequest: { number: 1 } });
    const resources = resourcesOf(fake.text(BRANCH, SHOP));
    expect(resources).toEqual(
      expect.arrayContaining(['cart-ingress.yaml', 'one.yaml', 'two.yaml']),
    );
    expect(new Set(resources).size).toBe(resources.length);
    expect(fake.pulls).toHaveLength(1);
  });

  it('leaves a conflict to people where they edited the same file', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const mine = `${fake.text(BRANCH, SHOP)}  - by-hand.yaml\n`;
    fake.git.commitTo(BRANCH, { [SHOP]: mine }, 'ana.ruiz');
    const theirs = `${KUSTOMIZATION}  - other.yaml\n`;
    fake.git.commitTo('main', { [SHOP]: theirs }, 'sam.okafor');
    const writes = fake.writes.length;
    await expect(proposeChange(request(forge))).rejects.toThrow(
      `Pull request #1 of platform/gitops conflicts with main in ${SHOP}, where people edited the branch too: merge main into ${BRANCH} by hand, then run again.`,
    );
    expect(fake.writes).toHaveLength(writes);
    expect(fake.text(BRANCH, SHOP)).toBe(mine);
  });

  it('leaves the branch whole when base cannot be taken in', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const theirs = `${KUSTOMIZATION}  - other.yaml\n`;
    fake.git.commitTo('main', { [SHOP]: theirs }, 'sam.okafor');
    fake.faults.push(breakCall('before', c => c.path.endsWith('/update')));
    await expect(proposeChange(request(forge))).rejects.toThrow('502');
    expect(resourcesOf(fake.text(BRANCH, SHOP))).toContain('cart-ingress.yaml');
    fake.faults.length = 0;
    await proposeChange(request(forge));
    fake.mergePull(1);
    expect(resourcesOf(fake.text('main', SHOP))).toEqual(
      expect.arrayContaining(['cart-ingress.yaml', 'other.yaml']),
    );
  });
});
