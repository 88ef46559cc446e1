import {
  CHECKS,
  exposeRequest as request,
  KUSTOMIZATION,
} from '../__testUtils__/exposeRequest';
import {
  BRANCH,
  CART,
  SHOP,
  serveFakes,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { planManifests } from './planManifests';
import { proposeChange } from './proposeChange';

serveFakes();

describe('proposeChange', () => {
  it('opens one pull request in at most four calls', async () => {
    const { fake, forge } = start();
    const result = await proposeChange(request(forge));
    expect(result).toMatchObject({
      outcome: 'created',
      changeId: 'expose-service/cart/eu-1-ingress-cart',
      branch: BRANCH,
      pullRequest: {
        number: 1,
        url: 'https://git.example.com/platform/gitops/pulls/1',
      },
      warnings: [],
    });
    expect(fake.calls.length).toBeLessThanOrEqual(4);
    expect(fake.writes).toHaveLength(2);
    expect(fake.text(BRANCH, CART)).toContain('kind: VirtualService');
    expect(fake.text(BRANCH, CART)).toContain(
      'meshwright.dev/change: expose-service/cart/eu-1-ingress-cart',
    );
    expect(
      fake.text(BRANCH, 'clusters/eu-1/istio-ingress/cart-ingress.yaml'),
    ).toContain('kind: Certificate');
    expect(fake.text(BRANCH, SHOP)).toBe(
      KUSTOMIZATION.replace('  - store', '  - cart-ingress.yaml\n  - store'),
    );
    expect(result.objects.map(({ ref, change }) => [ref.kind, change])).toEqual(
      [
        ['Certificate', 'create'],
        ['Gateway', 'create'],
        ['VirtualService', 'create'],
      ],
    );
    expect(result.diff).toContain('+  - cart-ingress.yaml');
    expect(fake.git.history('main')).toHaveLength(1);
  });

  it('writes nothing on a second run, in at most two calls', async () => {
    const { fake, forge } = start();
    const first = await proposeChange(request(forge));
    const before = fake.calls.length;
    const writes = fake.writes.length;
    const second = await proposeChange(request(forge));
    expect(second).toMatchObject({
      outcome: 'unchanged',
      pullRequest: first.pullRequest,
      diff: '',
    });
    expect(fake.calls.length - before).toBeLessThanOrEqual(2);
    expect(fake.writes).toHaveLength(writes);
  });

  it('does not rewrite the text for another time or commit', async () => {
    const { fake, forge } = start();
    const one = request(forge);
    await proposeChange(one);
    const writes = fake.writes.length;
    const at = '2026-11-23T09:00:00Z';
    const checks = { ...CHECKS, verifiedAgainst: { cluster: 'eu-1', at } };
    await proposeChange({ ...one, text: { ...one.text, checks } });
    expect(fake.writes).toHaveLength(writes);
  });

  it('updates the open pull request when the input changes', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const before = fake.calls.length;
    const result = await proposeChange(request(forge, { port: 9090 }));
    expect(result).toMatchObject({
      outcome: 'updated',
      pullRequest: { number: 1 },
    });
    expect(fake.calls.length - before).toBeLessThanOrEqual(4);
    expect(fake.pulls).toHaveLength(1);
    expect(fake.git.branches.size).toBe(2);
    expect(fake.text(BRANCH, CART)).toContain('number: 9090');
    const { body } = fake.pulls[0];
    expect(body).toContain('Since the last push:** ');
    expect(body).toContain('VirtualService shop/cart updated');
    // Against base the objects are still new.
    expect(body).toMatch(/\| VirtualService shop\/cart \| .* \| create \|/);
  });

  it('says when base has it already and opens nothing', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    fake.mergePull(1);
    const before = fake.calls.length;
    const writes = fake.writes.length;
    const result = await proposeChange(request(forge));
    expect(result.outcome).toBe('already-so');
    expect(result.message).toMatch(/^Already so: main of platform\/gitops/);
    expect(result.pullRequest).toBeUndefined();
    expect(fake.writes).toHaveLength(writes);
    // One more beside the merged pull request: an open one could stand behind it.
    expect(fake.calls.length - before).toBeLessThanOrEqual(4);
  });

  it('only says what it would do in a dry run', async () => {
    const { fake, forge } = start();
    const result = await proposeChange(request(forge, {}, { dryRun: true }));
    expect(result.outcome).toBe('dry-run');
    expect(result.diff).toContain(`--- a/${SHOP}`);
    expect(result.diff).toContain(`+++ b/${CART}`);
    expect(result.diff).toContain('--- /dev/null');
    expect(
      result.files.map(({ path, change }) => [path, change]),
    ).toContainEqual([SHOP, 'update']);
    expect(fake.writes).toEqual([]);
    expect(fake.git.branches.size).toBe(1);
  });

  it('takes definitions out again', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    fake.mergePull(1);
    const wanted = request(forge);
    const objects = wanted.plan.objects.map(({ object }) => object);
    const plan = planManifests(
      objects,
      { cluster: 'eu-1', fileName: 'cart-ingress.yaml' },
      'remove',
    );
    const result = await proposeChange({ ...wanted, plan });
    expect(result).toMatchObject({ outcome: 'created', branch: `${BRANCH}-2` });
    expect(result.objects.map(({ change }) => change)).toEqual([
      'delete',
      'delete',
      'delete',
    ]);
    expect(fake.text(result.branch, CART)).toBeUndefined();
    expect(fake.text(result.branch, SHOP)).toBe(KUSTOMIZATION);
  });

  it('tells the task what the pull request says, whatever came of it', async () => {
    const { fake, forge } = start();
    const dry = await proposeChange(request(forge, {}, { dryRun: true }));
    const created = await proposeChange(request(forge));
    const said = String(created.pullRequestText);
    // The body has the mark for the next run besides.
    expect(fake.pulls[0].body.startsWith(`${said}\n\n<!-- meshwright:`)).toBe(
      true,
    );
    expect(dry.pullRequestText).toBe(said);
    const again = await proposeChange(request(forge));
    expect(again.outcome).toBe('unchanged');
    expect(again.pullRequestText).toContain('## Rollback');
    expect(again.pullRequestText).not.toContain('Since the last push');
    const wanted = request(forge, { port: 9090 });
    const next = await proposeChange({ ...wanted, dryRun: true });
    expect(next.pullRequestText).toMatch(
      /\| VirtualService shop\/cart \| .* \| create \|/,
    );
    const updated = await proposeChange(wanted);
    expect(updated.pullRequestText).toMatch(
      /\*\*Since the last push:\*\* .*VirtualService shop\/cart updated/,
    );
    fake.mergePull(1);
    expect((await proposeChange(wanted)).pullRequestText).toBeUndefined();
    expect(
      (await proposeChange({ ...wanted, dryRun: true })).pullRequestText,
    ).toBeUndefined();
  });

  it('keeps what it tells the task short', async () => {
    const { forge } = start();
    const one = request(forge);
    const effects = Array.from({ length: 2000 }, (_, i) => `Effect ${i} ends.`);
    const { pullRequestText } = await proposeChange({
      ...one,
      text: { ...one.text, effects },
    });
    expect(String(pullRequestText).length).toBeLessThan(30_001);
    expect(pullRequestText).toMatch(/_Shortened: [^_]+_$/);
  });

  it('makes no call for a path outside its folders', async () => {
    const { fake, forge } = start();
    await expect(
      proposeChange(request(forge, {}, { allowedFolders: ['clusters/eu-2'] })),
    ).rejects.toThrow(/is outside clusters\/eu-2/);
    expect(fake.calls).toEqual([]);
  });
});
