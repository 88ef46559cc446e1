/* eslint-disable jest/no-export -- a suite that the tests of all forges share */
import { HttpResponse } from 'msw';
import type { GitModel } from '@meshwright/test-kit';
import { proposeChange } from '../change/proposeChange';
import type { Forge } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import { exposeRequest as request } from './exposeRequest';

/** What the fakes of all forges have. */
export interface FakeForge {
  git: GitModel;
  pulls: ReadonlyArray<{ merged: boolean }>;
  calls: Array<{ writes: boolean }>;
  token: string;
  protectedPrefix?: string;
  breakCall?: (
    call: never,
    number: number,
  ) => { when: 'before' | 'after'; answer: Response } | undefined;
  mergePullIfClean(number: number): boolean;
}

/** A forge on a fake with the repository `SEED`, and what it should take. */
export interface ProposeFixture {
  fake: FakeForge;
  forge: Forge;
}

/** How many calls a proposal takes: false reads, true may write. */
export interface ProposeCosts {
  /** The first proposal of a process. */
  first: readonly boolean[];
  /** The same again. */
  again: readonly boolean[];
}

/** What a forge says. */
export interface ProposeWords {
  /** How a protected branch is told. */
  rule: RegExp;
  /** An answer that asks to wait for 90,000 seconds: none that a test takes. */
  limited(): Response;
}

type Start = () => ProposeFixture;

const BRANCH = 'meshwright/expose-service/cart/eu-1-ingress-cart';
const CART = 'clusters/eu-1/shop/cart-ingress.yaml';
const SHOP = 'clusters/eu-1/shop/kustomization.yaml';

const down = () => HttpResponse.json({ message: 'bad' }, { status: 502 });

function textOf({ git }: FakeForge, ref: string, path: string) {
  return git.resolve(ref)?.tree.get(path);
}

function costTests(start: Start, costs: ProposeCosts): void {
  it('counts its calls; a re-run writes nothing', async () => {
    const { fake, forge } = start();
    const first = await proposeChange(request(forge));
    expect(first.outcome).toBe('created');
    expect(fake.calls.map(({ writes }) => writes)).toEqual(costs.first);
    expect(textOf(fake, BRANCH, CART)).toContain('kind: VirtualService');
    expect(textOf(fake, BRANCH, SHOP)).toContain('# team-shop owns this');
    fake.calls.length = 0;
    const again = await proposeChange(request(forge));
    expect(again).toMatchObject({
      outcome: 'unchanged',
      pullRequest: { number: first.pullRequest?.number },
    });
    expect(fake.calls.map(({ writes }) => writes)).toEqual(costs.again);
  });

  it('updates the open pull request on top of what people committed', async () => {
    const { fake, forge } = start();
    const first = await proposeChange(request(forge));
    const note = { 'note.md': 'hi\n' };
    const person = fake.git.commitTo(BRANCH, note, 'ana.ruiz');
    const result = await proposeChange(request(forge, { port: 9090 }));
    expect(result).toMatchObject({
      outcome: 'updated',
      pullRequest: { number: first.pullRequest?.number },
    });
    expect(fake.git.history(BRANCH).map(({ sha }) => sha)).toContain(
      person.sha,
    );
    expect(textOf(fake, BRANCH, CART)).toContain('number: 9090');
    expect(fake.pulls).toHaveLength(1);
  });
}

function crashTests(start: Start, costs: ProposeCosts): void {
  it.each(
    costs.first.flatMap((_, i) =>
      (['before', 'after'] as const).map(when => [i + 1, when] as const),
    ),
  )(
    'comes to one branch and one pull request after dying %s. call, %s it was done',
    async (number, when) => {
      const { fake, forge } = start();
      let broken = true;
      // Everything fails from that call on, as if the process had died there.
      fake.breakCall = (_, at) =>
        broken && at >= number
          ? { when: at === number ? when : 'before', answer: down() }
          : undefined;
      await proposeChange(request(forge)).catch(() => {});
      broken = false;
      const result = await proposeChange(request(forge));
      expect(result.pullRequest).toBeDefined();
      expect(fake.pulls).toHaveLength(1);
      expect([...fake.git.branches.keys()]).toEqual(['main', BRANCH]);
      expect(textOf(fake, BRANCH, CART)).toContain('kind: VirtualService');
    },
  );

  it('opens one pull request when the reply to it is lost', async () => {
    const { fake, forge } = start();
    const last = costs.first.length;
    fake.breakCall = (_, at) =>
      at === last ? { when: 'after', answer: down() } : undefined;
    const result = await proposeChange(request(forge));
    expect(result.outcome).toBe('created');
    expect(fake.pulls).toHaveLength(1);
  });

  it('loses no entry when many add to one kustomization at once', async () => {
    const { fake, forge } = start();
    const services = Array.from({ length: 12 }, (_, i) => `svc-${i}`);
    const results = await Promise.all(
      services.map(service => proposeChange(request(forge, { service }))),
    );
    for (const { pullRequest } of results)
      fake.mergePullIfClean(pullRequest?.number ?? 0);
    for (let round = 0; round < services.length; round += 1) {
      for (const service of services) {
        const { pullRequest } = await proposeChange(
          request(forge, { service }),
        );
        if (pullRequest) fake.mergePullIfClean(pullRequest.number);
      }
      if (fake.pulls.every(({ merged }) => merged)) break;
    }
    const text = textOf(fake, 'main', SHOP) ?? '';
    for (const service of services) {
      expect(text).toContain(`- ${service}-ingress.yaml`);
    }
  });
}

function refusalTests(start: Start, words: ProposeWords): void {
  it('names the rule that forbids the branch, and does not try again', async () => {
    const { fake, forge } = start();
    fake.protectedPrefix = 'meshwright/';
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('forbidden');
    expect(error.message).toMatch(words.rule);
    expect(fake.calls.filter(({ writes }) => writes)).toHaveLength(1);
    expect([...fake.git.branches.keys()]).toEqual(['main']);
  });

  it.each([401, 403, 400, 404, 422])(
    'keeps the token out of a %i that echoes it',
    async status => {
      const { fake, forge } = start();
      const { token } = fake;
      const message = `no: ${token} ${btoa(token)} ${btoa(`:${token}`)}`;
      fake.breakCall = () => ({
        when: 'before',
        answer: HttpResponse.json({ message }, { status }),
      });
      const error = await proposeChange(request(forge)).catch(e => e);
      expect(error.message).not.toContain(token);
      expect(error.message).not.toContain(btoa(token));
      expect(error.message).not.toContain(btoa(`:${token}`));
    },
  );

  it.each([
    ['nothing', () => HttpResponse.json(null)],
    ['a page for people', () => HttpResponse.html('<h1>Sign in</h1>')],
    ['a list', () => HttpResponse.json([1])],
  ])('does not trip over an answer that is %s', async (_, answer) => {
    const { fake, forge } = start();
    fake.breakCall = () => ({ when: 'before', answer: answer() });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(['unavailable', 'unauthenticated']).toContain(forgeFault(error));
  });

  it('says how long to wait when the quota is spent, and asks no more', async () => {
    const { fake, forge } = start();
    fake.breakCall = () => ({ when: 'before', answer: words.limited() });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('rate-limited');
    expect(error.message).toMatch(/try again in 2[56] h/);
    expect(fake.calls).toHaveLength(1);
    await proposeChange(request(forge)).catch(() => {});
    expect(fake.calls).toHaveLength(1);
  });
}

/**
 * What the change engine promises on every forge: calls counted, death at each
 * of them, many writers at once, limits, rules and tokens.
 */
export function proposeSuite(
  title: string,
  start: Start,
  costs: ProposeCosts,
  words: ProposeWords,
): void {
  describe(`proposeChange on ${title}`, () => {
    costTests(start, costs);
    crashTests(start, costs);
    refusalTests(start, words);
  });
}
