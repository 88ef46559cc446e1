import type { FakeGitea } from '@meshwright/test-kit';
import {
  exposeRequest as request,
  KUSTOMIZATION,
} from '../__testUtils__/exposeRequest';
import {
  BRANCH,
  breakCall,
  CART,
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

  it('takes base in when it is asked for something else meanwhile', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const theirs = `${KUSTOMIZATION}  - other.yaml\n`;
    const own = 'kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: x\n';
    fake.git.commitTo('main', { [SHOP]: theirs, [CART]: own }, 'sam.okafor');
    // Nobody but ourselves wrote to the branch.
    const { outcome } = await proposeChange(request(forge, { port: 9090 }));
    expect(outcome).toBe('updated');
    expect(fake.text(BRANCH, CART)).toContain('number: 9090');
    expect(fake.text(BRANCH, CART)).toContain('kind: ConfigMap');
    expect(resourcesOf(fake.text(BRANCH, SHOP)).sort()).toEqual([
      ...['cart-ingress.yaml', 'other.yaml', 'storefront.yaml'],
    ]);
    // And once more, on top of what was taken in.
    fake.git.commitTo(
      'main',
      { [SHOP]: `${theirs}  - more.yaml\n`, [CART]: `# ours\n${own}` },
      'sam.okafor',
    );
    await proposeChange(request(forge, { port: 9191 }));
    expect(fake.text(BRANCH, CART)).toContain('number: 9191');
    expect(resourcesOf(fake.text(BRANCH, SHOP))).toContain('more.yaml');
  });

  it('keeps what people edited on the branch, after a run of ours too', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const mine = `${fake.text(BRANCH, SHOP)}  - by-hand.yaml\n`;
    fake.git.commitTo(BRANCH, { [SHOP]: mine }, 'ana.ruiz');
    await proposeChange(request(forge, { port: 9090 }));
    const theirs = `${KUSTOMIZATION}  - other.yaml\n`;
    fake.git.commitTo('main', { [SHOP]: theirs }, 'sam.okafor');
    await expect(proposeChange(request(forge, { port: 9191 }))).rejects.toThrow(
      'where people edited the branch too',
    );
    expect(fake.text(BRANCH, SHOP)).toBe(mine);
  });

  it('shows what taking base in comes to, and writes nothing else', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const before = await proposeChange(request(forge, {}, { dryRun: true }));
    expect(before.message).toContain('has the wanted state already');
    const text = String(fake.text(BRANCH, CART));
    const theirs = text.replace('prefix: /', 'prefix: /by-hand');
    fake.git.commitTo('main', { [CART]: theirs }, 'ana.ruiz');
    const head = fake.git.branches.get(BRANCH);
    const old = before.preview?.id;
    await expect(
      proposeChange(request(forge, {}, { previewed: old })),
    ).rejects.toThrow(
      'platform/gitops has changed on main since the preview, so that this would be another change; nothing was written.',
    );
    expect(fake.git.branches.get(BRANCH)).toBe(head);

    const shown = await proposeChange(request(forge, {}, { dryRun: true }));
    expect(shown.diff).toContain('-            prefix: /by-hand');
    const { outcome } = await proposeChange(
      request(forge, {}, { previewed: shown.preview?.id }),
    );
    expect(outcome).toBe('updated');
    expect(fake.text(BRANCH, CART)).toBe(text);
    fake.mergePull(1);
    expect(fake.text('main', CART)).toBe(text);
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
