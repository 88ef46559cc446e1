import { setTimeout as wait } from 'node:timers/promises';
import type { ForgeFixture } from '@meshwright/test-kit';
import { parse } from 'yaml';
import {
  exposeRequest,
  KUSTOMIZATION,
  SEED,
} from '../__testUtils__/exposeRequest';
import { liveGitea, liveGiteaUrl } from '../__testUtils__/liveGitea';
import { proposeChange } from './proposeChange';

const SHOP = 'clusters/eu-1/shop/kustomization.yaml';

async function textOf({ forge, base }: ForgeFixture, path: string) {
  const files = await forge.readFiles(base, [path]);
  return files?.get(path)?.content ?? '';
}

/** Gitea looks into mergeability some time after base moved. */
async function untilConflict({ forge }: ForgeFixture, number: number) {
  for (let i = 0; i < 100; i++) {
    if ((await forge.getPullRequest(number))?.mergeable === false) return;
    await wait(100);
  }
  throw new Error('no conflict was seen');
}

const live = liveGiteaUrl ? describe : describe.skip;

live('proposeChange on Gitea', () => {
  jest.setTimeout(300_000);
  let fixture: ForgeFixture;
  beforeEach(async () => {
    fixture = await liveGitea(SEED);
  });
  afterEach(() => fixture?.stop());

  it('opens once, then has nothing to do', async () => {
    const request = exposeRequest(fixture.forge, {}, { sleep: wait });
    const first = await proposeChange(request);
    expect(first.outcome).toBe('created');
    const second = await proposeChange(request);
    expect(second).toMatchObject({
      outcome: 'unchanged',
      pullRequest: first.pullRequest,
    });
    await fixture.mergeAsPerson(first.pullRequest?.number ?? 0);
    expect((await proposeChange(request)).outcome).toBe('already-so');
    const changed = exposeRequest(fixture.forge, { port: 9090 });
    expect(await proposeChange(changed)).toMatchObject({
      outcome: 'created',
      branch: `${first.branch}-2`,
    });
  });

  it('takes in what others merged into the same kustomization', async () => {
    const cart = exposeRequest(fixture.forge, {}, { sleep: wait });
    const { pullRequest } = await proposeChange(cart);
    const number = pullRequest?.number ?? 0;
    await fixture.commitAsPerson('main', {
      [SHOP]: KUSTOMIZATION.replace('  - store', '  - aaa.yaml\n  - store'),
    });
    await untilConflict(fixture, number);
    await proposeChange(cart);
    await fixture.mergeAsPerson(number);
    expect(parse(await textOf(fixture, SHOP)).resources).toEqual([
      'aaa.yaml',
      'cart-ingress.yaml',
      'storefront.yaml',
    ]);
    expect(await textOf(fixture, SHOP)).toContain('# the shop itself');
  });

  it('loses nothing of eight writers at once', async () => {
    const requests = Array.from({ length: 8 }, (_, i) =>
      exposeRequest(fixture.forge, { service: `svc-${i}` }, { sleep: wait }),
    );
    const results = await Promise.all(
      requests.flatMap(request => [
        proposeChange(request),
        proposeChange(request),
      ]),
    );
    const numbers = new Set(results.map(r => r.pullRequest?.number));
    expect(numbers.size).toBe(8);
    for (const [i, number] of [...numbers].entries()) {
      if (i > 0) await untilConflict(fixture, number ?? 0);
      const request = requests.find((_, at) =>
        [results[2 * at], results[2 * at + 1]].some(
          r => r.pullRequest?.number === number,
        ),
      );
      if (request) await proposeChange(request);
      await fixture.mergeAsPerson(number ?? 0);
    }
    expect(parse(await textOf(fixture, SHOP)).resources).toHaveLength(9);
  });
});
