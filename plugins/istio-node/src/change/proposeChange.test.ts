import {
  FakeGitea,
  type GiteaCall,
  type GiteaFault,
} from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { parse } from 'yaml';
import { GiteaForge } from '../forges/gitea/GiteaForge';
import {
  CHECKS,
  exposeRequest as request,
  KUSTOMIZATION,
  SEED,
} from '../__testUtils__/exposeRequest';
import { planManifests } from './planManifests';
import { proposeChange } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const SHOP = 'clusters/eu-1/shop/kustomization.yaml';
const CART = 'clusters/eu-1/shop/cart-ingress.yaml';
const BRANCH = 'meshwright/expose-service/cart/eu-1-ingress-cart';

function start(seed: Record<string, string> = SEED) {
  const fake = new FakeGitea({ files: seed });
  server.use(...fake.handlers());
  const { owner, repo, token } = fake;
  const forge = new GiteaForge({
    // A host of its own: the rate limit of one test is not that of another.
    host: `${Math.random()}.example.com`,
    baseUrl: fake.url,
    owner,
    repo,
    token,
  });
  return { fake, forge };
}

const down = () =>
  HttpResponse.json({ message: 'bad gateway' }, { status: 502 });

/** Breaks the n-th call that matches, or all from it on. */
function breakCall(
  when: GiteaFault['when'],
  matches: (call: GiteaCall) => boolean,
  answer: () => Response = down,
  times = 1,
): GiteaFault {
  let left = times;
  return {
    when,
    on(call) {
      if (!matches(call) || left === 0) return undefined;
      left -= 1;
      return answer();
    },
  };
}

const resourcesOf = (text: string | undefined): string[] =>
  parse(text ?? '').resources;

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
    expect(fake.calls.length - before).toBeLessThanOrEqual(3);
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

  describe('faults', () => {
    const expectOne = (fake: FakeGitea) => {
      expect([...fake.git.branches.keys()]).toEqual(['main', BRANCH]);
      expect(fake.pulls.map(({ head, state }) => [head, state])).toEqual([
        [BRANCH, 'open'],
      ]);
      expect(fake.text(BRANCH, CART)).toContain('kind: VirtualService');
      expect(resourcesOf(fake.text(BRANCH, SHOP))).toEqual([
        'cart-ingress.yaml',
        'storefront.yaml',
      ]);
    };

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

    // 37
    it('only warns when labels or reviewers fail, and completes next time', async () => {
      const { fake, forge } = start();
      const review = (c: { path: string }) =>
        /labels|requested_reviewers/.test(c.path);
      const refuse = () =>
        HttpResponse.json({ message: 'no' }, { status: 422 });
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

    // 40
    it('builds on top of what people committed to its branch', async () => {
      const { fake, forge } = start();
      await proposeChange(request(forge));
      const human = fake.git.commitTo(
        BRANCH,
        { 'clusters/eu-1/shop/notes.md': 'by hand\n' },
        'ana.ruiz',
      );
      await proposeChange(request(forge, { port: 9090 }));
      expect(fake.git.history(BRANCH)).toContain(human);
      expect(fake.text(BRANCH, 'clusters/eu-1/shop/notes.md')).toBe(
        'by hand\n',
      );
      expect(fake.text(BRANCH, CART)).toContain('number: 9090');
    });

    it('does not lose a person who commits in the same moment', async () => {
      const { fake, forge } = start();
      await proposeChange(request(forge));
      fake.faults.push({
        when: 'before',
        on(call) {
          if (call.path !== '/contents') return;
          fake.faults.length = 0;
          const text = `# by hand\n${fake.text(BRANCH, CART)}`;
          fake.git.commitTo(BRANCH, { [CART]: text }, 'ana.ruiz');
        },
      });
      await proposeChange(request(forge, { port: 9090 }));
      expect(fake.text(BRANCH, CART)).toMatch(/^# by hand\n/);
      expect(fake.text(BRANCH, CART)).toContain('number: 9090');
    });

    // 41
    it.each(['merged', 'closed'] as const)(
      'begins afresh after a pull request was %s, and reopens nothing',
      async state => {
        const { fake, forge } = start();
        await proposeChange(request(forge));
        if (state === 'merged') fake.mergePull(1);
        else fake.closePull(1);
        const oldHead = fake.git.branches.get(BRANCH);
        fake.git.commitTo('main', { 'x.md': 'x\n' }, 'ana.ruiz');
        const result = await proposeChange(request(forge, { port: 9090 }));
        expect(result).toMatchObject({
          outcome: 'created',
          branch: `${BRANCH}-2`,
          pullRequest: { number: 2 },
          message: expect.stringContaining(`#1 was ${state} before`),
        });
        expect(fake.pulls[0].state).toBe('closed');
        expect(fake.git.branches.get(BRANCH)).toBe(oldHead);
        expect(fake.text(`${BRANCH}-2`, 'x.md')).toBe('x\n');
        const again = await proposeChange(request(forge, { port: 9090 }));
        expect(again).toMatchObject({
          outcome: 'unchanged',
          pullRequest: { number: 2 },
        });
      },
    );

    it('begins afresh even when the old branch was deleted', async () => {
      const { fake, forge } = start();
      await proposeChange(request(forge));
      fake.mergePull(1);
      fake.git.branches.delete(BRANCH);
      await proposeChange(request(forge, { port: 9090 }));
      const again = await proposeChange(request(forge, { port: 9090 }));
      expect(again).toMatchObject({
        outcome: 'unchanged',
        pullRequest: { number: 2 },
      });
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
      expect(fake.pulls.map(({ title }) => title)).toEqual([
        'By the other run',
      ]);
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
      expect(resourcesOf(fake.text(BRANCH, SHOP))).toContain(
        'cart-ingress.yaml',
      );
      fake.faults.length = 0;
      await proposeChange(request(forge));
      fake.mergePull(1);
      expect(resourcesOf(fake.text('main', SHOP))).toEqual(
        expect.arrayContaining(['cart-ingress.yaml', 'other.yaml']),
      );
    });
  });

  describe('errors', () => {
    it('names the repository that is missing', async () => {
      const { fake } = start();
      const forge = new GiteaForge({
        host: 'git.example.com',
        owner: 'platform',
        repo: 'nowhere',
        token: fake.token,
      });
      await expect(proposeChange(request(forge))).rejects.toThrow(
        'Repository platform/nowhere was not found on Gitea at git.example.com: check its name, and that the account may read it.',
      );
    });

    it('names the base branch that is missing', async () => {
      const { forge } = start();
      await expect(
        proposeChange(request(forge, {}, { base: 'trunk' })),
      ).rejects.toThrow(
        'Repository platform/gitops has no branch trunk: create it, or set istio.gitops.branch.',
      );
    });

    it('names the rule that protects a branch, and does not try again', async () => {
      const { fake, forge } = start();
      fake.protectedPrefix = 'meshwright/';
      await expect(proposeChange(request(forge))).rejects.toThrow(
        /A protection rule of platform\/gitops .*rule meshwright\/\*.*allow branches meshwright\/\*\*/,
      );
      expect(fake.writes).toHaveLength(1);
    });

    it('says which right the account lacks', async () => {
      const { fake, forge } = start();
      const refuse = () =>
        HttpResponse.json(
          {
            message:
              'user should have a permission to write to the target branch',
          },
          { status: 403 },
        );
      fake.faults.push(
        breakCall('before', c => c.path === '/contents', refuse),
      );
      await expect(proposeChange(request(forge))).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(
          /may not commit to branch .* in platform\/gitops .*give it write access/,
        ),
      });
    });

    it('says that the forge cannot be reached', async () => {
      const { fake, forge } = start();
      fake.faults.push(breakCall('before', () => true, HttpResponse.error, 99));
      await expect(proposeChange(request(forge))).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(/^Gitea at .* cannot be reached: /),
      });
    });

    it('names the file that it cannot read', async () => {
      const { fake, forge } = start({ ...SEED, [SHOP]: 'resources: [a' });
      await expect(proposeChange(request(forge))).rejects.toThrow(
        new RegExp(`^${SHOP}: .*Correct the file first\\.$`),
      );
      expect(fake.writes).toEqual([]);
    });

    it('keeps the token out of every error', async () => {
      const { fake, forge } = start();
      const { token } = fake;
      const echo = [
        token,
        Buffer.from(token).toString('base64'),
        `https://user:${token}@git.example.com`,
      ].join(' ');
      for (const status of [400, 401, 403, 409, 422, 423, 500]) {
        fake.faults.length = 0;
        fake.faults.push(
          breakCall(
            'before',
            () => true,
            () => HttpResponse.json({ message: echo }, { status }),
            99,
          ),
        );
        const error = await proposeChange(request(forge)).catch(e => e);
        expect(error).toBeInstanceOf(Error);
        const said = JSON.stringify([error.message, error.stack, { ...error }]);
        expect(said).not.toContain(token);
        expect(said).not.toContain(Buffer.from(token).toString('base64'));
      }
    });
  });

  it('makes no call for a path outside its folders', async () => {
    const { fake, forge } = start();
    await expect(
      proposeChange(request(forge, {}, { allowedFolders: ['clusters/eu-2'] })),
    ).rejects.toThrow(/is outside clusters\/eu-2/);
    expect(fake.calls).toEqual([]);
  });
});
