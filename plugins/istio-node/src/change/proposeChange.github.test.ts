import { FakeGithub } from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { exposeRequest as request, SEED } from '../__testUtils__/exposeRequest';
import { forgeFault } from '../forges/forgeFault';
import { GithubForge } from '../forges/github/GithubForge';
import { proposeChange } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const BRANCH = 'meshwright/expose-service/cart/eu-1-ingress-cart';
const CART = 'clusters/eu-1/shop/cart-ingress.yaml';
const SHOP = 'clusters/eu-1/shop/kustomization.yaml';

function start() {
  // A host of its own: the rate limit of one test is not that of another.
  const host = `github-${Math.random()}.example.com`;
  const fake = new FakeGithub({ host, enterprise: true, files: SEED });
  server.use(...fake.handlers());
  const { owner, repo } = fake;
  const token = async () => fake.token;
  return { fake, forge: new GithubForge({ host, owner, repo, token }) };
}

const textOf = (fake: FakeGithub, ref: string, path: string) =>
  fake.git.resolve(ref)?.tree.get(path);

const down = () => HttpResponse.json({ message: 'bad' }, { status: 502 });

describe('proposeChange on GitHub', () => {
  it('opens a pull request in four calls; a re-run takes two and writes nothing', async () => {
    const { fake, forge } = start();
    const first = await proposeChange(request(forge));
    expect(first.outcome).toBe('created');
    expect(fake.calls.map(({ writes }) => writes)).toEqual([
      ...[false, false],
      ...[true, true],
    ]);
    expect(textOf(fake, BRANCH, CART)).toContain('kind: VirtualService');
    expect(textOf(fake, BRANCH, SHOP)).toContain('# team-shop owns this');
    fake.calls.length = 0;
    const again = await proposeChange(request(forge));
    expect(again).toMatchObject({
      outcome: 'unchanged',
      pullRequest: { number: 1 },
    });
    expect(fake.calls.map(({ writes }) => writes)).toEqual([false, false]);
  });

  it('updates the open pull request on top of what people committed', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const person = fake.git.commitTo(BRANCH, { 'note.md': 'hi\n' }, 'ana.ruiz');
    const result = await proposeChange(request(forge, { port: 9090 }));
    expect(result).toMatchObject({
      outcome: 'updated',
      pullRequest: { number: 1 },
    });
    expect(fake.git.history(BRANCH).map(({ sha }) => sha)).toContain(
      person.sha,
    );
    expect(textOf(fake, BRANCH, CART)).toContain('number: 9090');
    expect(fake.pulls).toHaveLength(1);
  });

  it.each(
    [1, 2, 3, 4].flatMap(number =>
      (['before', 'after'] as const).map(when => [number, when] as const),
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
      expect(result.pullRequest?.number).toBe(1);
      expect(fake.pulls).toHaveLength(1);
      expect([...fake.git.branches.keys()]).toEqual(['main', BRANCH]);
      expect(textOf(fake, BRANCH, CART)).toContain('kind: VirtualService');
    },
  );

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

  it('names the ruleset that forbids the branch, and does not try again', async () => {
    const { fake, forge } = start();
    fake.protectedPrefix = 'meshwright/';
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('forbidden');
    expect(error.message).toMatch(
      /^A rule of platform\/gitops on GitHub at .* forbids to commit to branch .* \(Repository rule violations found.*ask its owners to allow branches meshwright\/\*\*\.$/s,
    );
    expect(fake.calls.filter(({ writes }) => writes)).toHaveLength(1);
  });

  it('keeps the token out of errors that echo it', async () => {
    const { fake, forge } = start();
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json(
        { message: `no: ${fake.token} ${btoa(fake.token)}` },
        { status: 403 },
      ),
    });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(error.message).toContain('[redacted]');
    expect(error.message).not.toContain(fake.token);
    expect(error.message).not.toContain(btoa(fake.token));
  });

  it('keeps what GraphQL says to one line without the token', async () => {
    const { fake, forge } = start();
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json({
        data: null,
        errors: [
          {
            type: 'UNPROCESSABLE',
            path: ['repository'],
            message: `no\n${fake.token} ${'x'.repeat(3000)}`,
          },
        ],
      }),
    });
    const { message } = await proposeChange(request(forge)).catch(e => e);
    expect(message).toContain('no [redacted] xxx');
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(700);
  });

  it('does not trip over an answer that is nothing', async () => {
    const { fake, forge } = start();
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json(null),
    });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('unavailable');
  });

  it.each([
    [
      'secondary limit',
      () =>
        HttpResponse.json(
          { message: 'You have exceeded a secondary rate limit.' },
          { status: 403, headers: { 'retry-after': '120' } },
        ),
    ],
    [
      'quota of GraphQL',
      () =>
        HttpResponse.json({
          data: null,
          errors: [
            { type: 'RATE_LIMITED', message: 'API rate limit exceeded' },
          ],
        }),
    ],
  ])('tells a %s from a missing right', async (_, answer) => {
    const { fake, forge } = start();
    fake.breakCall = () => ({ when: 'before', answer: answer() });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('rate-limited');
    expect(error.message).toMatch(
      /limits the number of requests: try again in \d+ s/,
    );
  });

  // "Rate limits and query limits for the GraphQL API": status 200 as well.
  const SECONDARY = 'You have exceeded a secondary rate limit. Please wait.';
  it.each([
    ['an error without a type', { errors: [{ message: SECONDARY }] }],
    ['no list of errors', { message: SECONDARY }],
    ['a type', { errors: [{ type: 'RATE_LIMIT', message: 'API' }] }],
  ])('takes a 200 with %s for a limit, as long as told', async (_, body) => {
    const { fake, forge } = start();
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json(body, { headers: { 'retry-after': '300' } }),
    });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('rate-limited');
    expect(error.message).toMatch(/try again in 300 s/);
    await expect(proposeChange(request(forge))).rejects.toThrow(/\d+ s\.$/);
    expect(fake.calls).toHaveLength(1);
  });

  it('waits for a quota of GraphQL until it is filled again', async () => {
    const { fake, forge } = start();
    const reset = Math.ceil(Date.now() / 1000) + 90_000;
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': `${reset}`,
    };
    const errors = [{ type: 'RATE_LIMITED', message: 'API rate limit' }];
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json({ data: null, errors }, { headers }),
    });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(error.message).toMatch(/try again in 2[56] h/);
  });

  it('says how long to wait when the quota is spent', async () => {
    const { fake, forge } = start();
    const reset = Math.ceil(Date.now() / 1000) + 90_000;
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json(
        { message: 'API rate limit exceeded' },
        {
          status: 403,
          headers: {
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset': `${reset}`,
          },
        },
      ),
    });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('rate-limited');
    expect(error.message).toMatch(/try again in 2[56] h/);
    expect(fake.calls).toHaveLength(1);
  });
});
