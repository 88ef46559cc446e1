import {
  askRepository as ask,
  GATEWAY,
  listing,
  memoryForge as memory,
  readObjects as read,
  TREE,
} from '../__testUtils__/memoryForge';
import { forgeError } from '../forges/forgeFault';

describe('BoundedReader', () => {
  it.each([
    ['github', 100],
    ['gitlab', 50],
    ['gitea', 30],
    ['azure', 200],
    ['bitbucketServer', 200],
  ])('stays within six calls on %s', async (type, page) => {
    const names = Array.from({ length: 900 }, (_, i) => `f${i}.yaml`);
    const { forge, asked } = memory(
      {
        ...TREE,
        'clusters/eu-1/pay/kustomization.yaml': listing(...names),
      },
      { type },
    );
    const { objects, unverified } = await ask(forge);
    const price = page === 200 ? 2 : 1;
    const calls = asked.reduce(
      (sum, paths) => sum + Math.ceil(paths.length / page) * price,
      0,
    );
    expect(calls).toBeLessThanOrEqual(6);
    expect(unverified[0]).toMatch(
      /\d+ files and what they list \(at most 6 calls are made for them\)/,
    );
    // Those of the change's own namespace are among what was read.
    expect(objects.map(({ path }) => path)).toContain(
      'clusters/eu-1/shop/cart.yaml',
    );
  });

  it('goes on without a file that is a link', async () => {
    const { forge } = memory(TREE, {
      answer: paths => {
        const link = 'clusters/eu-1/pay/web.yaml';
        if (!paths.includes(link)) return paths;
        throw forgeError('invalid', `${link} is not a plain file: move it.`);
      },
    });
    const { objects, unverified } = await ask(forge);
    expect(objects.map(({ path }) => path)).toContain(
      'clusters/eu-1/shop/cart.yaml',
    );
    expect(unverified[0]).toContain(
      'clusters/eu-1/pay/web.yaml (it is not a plain file',
    );
  });

  it.each([
    [
      'fails',
      () => {
        throw forgeError('unavailable', 'Gitea answers 502: try again later.');
      },
      '2 files and what they list (Gitea answers 502: try again later)',
    ],
    [
      'never answers',
      () => new Promise<undefined>(() => {}),
      '2 files and what they list (platform/gitops did not answer in time)',
    ],
    [
      'has no such branch',
      async () => undefined,
      '2 files and what they list (platform/gitops has no branch main)',
    ],
  ])('tells when the forge %s', async (_, readFiles, words) => {
    const forge = { type: 'github', repository: 'platform/gitops', readFiles };
    const timeoutMs = words.includes('in time') ? 20 : 600_000;
    const state = await ask(forge, { timeoutMs });
    expect(state.objects).toEqual([]);
    expect(state.unverified).toEqual([
      `Files of the repository that were not looked at: ${words}`,
    ]);
  });

  it('reads no more text than is judged, and says so', async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `clusters/eu-1/pay/f${i}.yaml`,
        `${GATEWAY.replace('name: web', `name: g${i}`)}# ${'x'.repeat(
          400_000,
        )}\n`,
      ]),
    );
    const { objects, unverified } = await read({
      ...TREE,
      ...texts,
      'clusters/eu-1/pay/kustomization.yaml': listing(
        ...Object.keys(texts).map(path => path.slice(18)),
      ),
    });
    expect(objects).toContain('clusters/eu-1/shop/cart.yaml: Gateway shop/web');
    expect(objects.filter(one => one.includes('pay/g'))).toHaveLength(10);
    expect(unverified[0]).toContain(
      '2 files and what they list (at most 4194304 characters are read)',
    );
  });
});
