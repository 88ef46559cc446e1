import {
  CONFORMANCE_SEED,
  FakeBitbucketCloud,
  forgeConformance,
} from '@meshwright/test-kit';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { BitbucketCloudForge } from './BitbucketCloudForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
const fakes: FakeBitbucketCloud[] = [];
afterEach(() => {
  server.resetHandlers();
  for (const fake of fakes.splice(0)) fake.stop();
});
afterAll(() => server.close());

function start() {
  // A host of its own: the rate limit of one test is not that of another.
  const apiHost = `api.${Math.random()}.example.com`;
  const fake = new FakeBitbucketCloud({ apiHost, files: CONFORMANCE_SEED });
  fakes.push(fake);
  server.use(...fake.handlers());
  const { workspace, repo, apiUrl: apiBaseUrl } = fake;
  const authorization = async () => `Bearer ${fake.token}`;
  return { fake, at: { workspace, repo, apiBaseUrl, authorization } };
}

forgeConformance('BitbucketCloudForge on the fake', async () => {
  const { fake, at } = start();
  const wrong = async () => 'Bearer wrong';
  return {
    forge: new BitbucketCloudForge(at),
    withWrongToken: new BitbucketCloudForge({ ...at, authorization: wrong }),
    missing: new BitbucketCloudForge({ ...at, repo: 'nowhere' }),
    base: 'main',
    reviewer: 'sam.okafor',
    commitAsPerson: async (branch, files) =>
      fake.git.commitTo(branch, files, 'ana.ruiz').sha,
    mergeAsPerson: async number => fake.mergePull(number),
    closeAsPerson: async number => fake.closePull(number),
    stop: async () => {},
  };
});

describe('BitbucketCloudForge', () => {
  const A = 'clusters/eu-1/shop/a.yaml';
  const head = 'meshwright/t/e/i';

  async function opened(set: (fake: FakeBitbucketCloud) => void = () => {}) {
    const { fake, at } = start();
    set(fake);
    const forge = new BitbucketCloudForge(at);
    const files = [{ path: 'b.yaml', content: 'b: 1\n' }];
    const message = 'Add b\n\nBecause.\n';
    await forge.commit({ branch: head, startFrom: 'main', message, files });
    const text = { title: 'Add b', body: 'Because.' };
    await forge.createPullRequest({ head, base: 'main', ...text });
    return { fake, forge };
  }

  it('asks the default reviewers, but not who opens it', async () => {
    const { fake, forge } = await opened(one => {
      one.defaultReviewers = ['meshwright', 'ana.ruiz'];
    });
    expect(fake.pulls[0].requested).toEqual(['ana.ruiz']);
    await forge.requestReviewers(1, { users: ['Sam.Okafor'] });
    expect(fake.pulls[0].requested).toEqual(['ana.ruiz', 'sam.okafor']);
    const writes = fake.calls.filter(call => call.writes).length;
    await forge.requestReviewers(1, { users: ['557058:sam.okafor'] });
    expect(fake.calls.filter(call => call.writes)).toHaveLength(writes);
    await expect(
      forge.requestReviewers(1, { users: ['no.one'], teams: ['mesh'] }),
    ).rejects.toThrow('has no no.one in workspace acme');
    await expect(
      forge.requestReviewers(1, { teams: ['mesh'] }),
    ).rejects.toThrow('asks people for a review, not groups');
  });

  it('edits what it saw a moment ago, with its reviewers', async () => {
    const { fake, forge } = await opened();
    const look = async () => {
      await forge.findPullRequest({ head, base: 'main' });
      fake.calls.length = 0;
    };
    const edit = async (title: string) => {
      await forge.updatePullRequest(1, { title, body: `${title}.` });
      return fake.calls.splice(0).map(({ method }) => method);
    };
    fake.pulls[0].requested = ['ana.ruiz'];
    await look();
    expect(await edit('New')).toEqual(['PUT']);
    expect(await edit('Newer')).toEqual(['GET', 'PUT']);
    await look();
    const later = Date.now() + 10_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
    expect(await edit('Newest')).toEqual(['GET', 'PUT']);
    clock.mockRestore();
    expect(fake.pulls[0]).toMatchObject({
      title: 'Newest',
      requested: ['ana.ruiz'],
    });
  });

  it('asks again for default reviewers that one token may not see', async () => {
    const { fake, at } = start();
    fake.defaultReviewers = ['ana.ruiz'];
    const forge = new BitbucketCloudForge(at);
    for (const [round, status] of [403, 404, 200].entries()) {
      const hidden = http.get(
        `${fake.apiUrl}/repositories/*/effective-default-reviewers`,
        () => HttpResponse.json({ type: 'error' }, { status }),
        { once: true },
      );
      if (status !== 200) server.use(hidden);
      const branch = `${head}-${round}`;
      const files = [{ path: `${round}.yaml`, content: 'b: 1\n' }];
      const message = 'Add b\n\nBecause.\n';
      await forge.commit({ branch, startFrom: 'main', message, files });
      await forge.createPullRequest({
        ...{ head: branch, base: 'main', title: 'Add b', body: 'Because.' },
      });
    }
    expect(fake.pulls.map(({ requested }) => requested)).toEqual([
      ...[[], [], ['ana.ruiz']],
    ]);
  });

  it('keeps what others wrote when another process opened it first', async () => {
    const { fake, forge } = await opened();
    fake.pulls[0].title = 'By the other run';
    const again = forge.createPullRequest({
      ...{ head, base: 'main', title: 'Mine', body: '' },
    });
    await expect(again).rejects.toMatchObject({ fault: 'pull-request-exists' });
    expect(fake.pulls.map(({ title }) => title)).toEqual(['By the other run']);
  });

  it('tells what may conflict when its token may not ask', async () => {
    const { fake, forge } = await opened(one => {
      one.tellsConflicts = false;
    });
    expect(await forge.getPullRequest(1)).toMatchObject({ mergeable: true });
    const left = fake.git.branches.get('main');
    fake.git.commitTo('main', { 'b.yaml': 'b: person\n' }, 'ana.ruiz');
    expect(await forge.getPullRequest(1)).toMatchObject({
      ...{ mergeable: false, mergeBase: left },
    });
    await expect(forge.updateFromBase(1)).rejects.toMatchObject({
      fault: 'merge-conflict',
    });
    // What was opened for it is declined.
    expect(fake.pulls.map(({ state }) => state)).toEqual(['open', 'closed']);
  });

  it('opens nothing to take base in when git has said no', async () => {
    const { fake, forge } = await opened();
    fake.git.commitTo('main', { 'b.yaml': 'b: person\n' }, 'ana.ruiz');
    await expect(forge.updateFromBase(1)).rejects.toMatchObject({
      fault: 'merge-conflict',
    });
    expect(fake.pulls).toHaveLength(1);
  });

  it('takes base in once, and leaves base where it is', async () => {
    const { fake, forge } = await opened();
    const base = fake.git.commitTo('main', { 'x.md': 'x\n' }, 'ana.ruiz');
    await forge.updateFromBase(1);
    await forge.updateFromBase(1);
    expect(fake.pulls.map(({ state }) => state)).toEqual(['open', 'closed']);
    expect(fake.git.branches.get('main')).toBe(base.sha);
    expect(fake.git.resolve(head)?.tree.get('x.md')).toBe('x\n');
  });

  it('waits for a merge that takes long', async () => {
    const { fake, forge } = await opened();
    fake.git.commitTo('main', { 'x.md': 'x\n' }, 'ana.ruiz');
    fake.breakCall = ({ path }) =>
      path.endsWith('/merge')
        ? { when: 'after', answer: new Response(null, { status: 202 }) }
        : undefined;
    await forge.updateFromBase(1);
    expect(fake.pulls[1].merged).toBe(true);
  });

  it('refuses links, folders and bytes in the place of a file', async () => {
    const { fake, forge } = await opened();
    fake.links.add(A);
    fake.git.commitTo('main', { [A]: '../../secret.yaml' }, 'ana.ruiz');
    const inTheWay = /is not a plain file of readable size/;
    await expect(forge.readFiles('main', [A])).rejects.toThrow(inTheWay);
    await expect(
      forge.readFiles('main', ['clusters/eu-1/shop']),
    ).rejects.toThrow(inTheWay);
    fake.links.clear();
    expect((await forge.readFiles('main', [A]))?.get(A)?.content).toBe(
      '../../secret.yaml',
    );
    // Another commit, as that one is known by now.
    fake.git.commitTo('main', { 'other.md': 'x\n' }, 'ana.ruiz');
    fake.breakCall = ({ path }) =>
      path.startsWith('src/')
        ? { when: 'before', answer: new Response(new Uint8Array([0xff, 0x0a])) }
        : undefined;
    await expect(forge.readFiles('main', [A])).rejects.toThrow(inTheWay);
  });

  describe('several files', () => {
    const paths = [A, 'README.md', 'no/such.yaml'];
    const expected = {
      [A]: 'a: 1\n',
      'README.md': CONFORMANCE_SEED['README.md'],
    };

    async function readAll(
      set: (fake: FakeBitbucketCloud) => void = () => {},
      authorization?: () => Promise<string>,
    ) {
      const { fake, at } = start();
      set(fake);
      const given = authorization && { authorization };
      const forge = new BitbucketCloudForge({ ...at, ...given });
      const files = await forge.readFiles('main', paths);
      const texts = [...(files ?? [])].map(([path, { content }]) => [
        ...[path, content],
      ]);
      const calls = fake.calls.map(({ path }) => path.split('/')[0]);
      return { fake, forge, calls, texts: Object.fromEntries(texts) };
    }

    it('come in one call beside the head of the branch, and then in none', async () => {
      const { fake, forge, calls, texts } = await readAll();
      expect(texts).toEqual(expected);
      expect(calls).toEqual(['refs', 'git-upload-pack']);
      expect((await forge.readFiles('main', paths))?.size).toBe(2);
      expect(fake.calls).toHaveLength(3);
    });

    it.each([
      [
        'does not answer',
        (fake: FakeBitbucketCloud) => (fake.servesGit = false),
      ],
      [
        'does not know the login',
        (fake: FakeBitbucketCloud) => fake.gitLogins.clear(),
      ],
      [
        'has more than is read',
        (fake: FakeBitbucketCloud) => {
          const large = new Uint8Array(17 * 1024 * 1024);
          fake.breakCall = ({ path }) =>
            path === 'git-upload-pack'
              ? { when: 'before', answer: new Response(large) }
              : undefined;
        },
      ],
    ])('come one by one where git %s', async (_, set) => {
      const { forge, fake, calls, texts } = await readAll(set);
      expect(texts).toEqual(expected);
      expect(calls).toEqual(['refs', 'git-upload-pack', 'src', 'src', 'src']);
      // Git is not asked again.
      fake.calls.length = 0;
      await forge.readFiles('main', ['b.yaml', 'c.yaml']);
      expect(fake.calls.map(({ path }) => path.split('/')[0])).toEqual([
        ...['refs', 'src', 'src'],
      ]);
    });

    it.each([
      ['bot@example.com:t0k3n', 'x-bitbucket-api-token-auth:t0k3n'],
      ['bot:app-password', 'bot:app-password'],
    ])('are asked for with %s as %s', async (login, asked) => {
      const logins: string[] = [];
      const apiBaseUrl = `https://api.${Math.random()}.example.com/2.0`;
      server.use(
        http.post('https://:host/acme/gitops.git/*', ({ request }) => {
          const basic = request.headers.get('authorization') ?? '';
          logins.push(atob(basic.replace('Basic ', '')));
          return new HttpResponse(null, { status: 401 });
        }),
      );
      const forge = new BitbucketCloudForge({
        ...{ workspace: 'acme', repo: 'gitops' },
        apiBaseUrl,
        authorization: async () => `Basic ${btoa(login)}`,
      });
      server.use(
        http.get(`${apiBaseUrl}/*`, () =>
          HttpResponse.json({
            name: 'main',
            target: { hash: 'a'.repeat(40) },
          }),
        ),
      );
      await forge.readFiles('main', paths).catch(() => {});
      expect(logins).toEqual([asked]);
    });

    it('are refused when one is a link or lies behind one', async () => {
      const { fake, at } = start();
      fake.git.links.add('linked');
      fake.git.commitTo('main', { linked: '/etc' }, 'ana.ruiz');
      const forge = new BitbucketCloudForge(at);
      for (const path of ['linked', 'linked/passwd', 'clusters']) {
        await expect(forge.readFiles('main', [A, path])).rejects.toThrow(
          `${path} is not a plain file of readable size`,
        );
      }
    });
  });

  it('keeps every form of a login out of what Bitbucket says', async () => {
    const { fake, at } = start();
    const pair = 'bot@example.com:canary-secret';
    const basic = Buffer.from(pair).toString('base64');
    const forge = new BitbucketCloudForge({
      ...at,
      authorization: async () => `Basic ${basic}`,
    });
    const message = `no ${pair} ${basic} canary-secret`;
    fake.breakCall = () => ({
      when: 'before',
      answer: Response.json({ error: { message } }, { status: 403 }),
    });
    const error = await forge.getBranchHead('main').catch(e => e);
    expect(error.message).toContain('[redacted] [redacted] [redacted]');
    expect(error.message).not.toMatch(/canary|Ym90/);
  });
});
