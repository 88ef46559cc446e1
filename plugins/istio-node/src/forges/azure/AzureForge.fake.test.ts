import {
  CONFORMANCE_SEED,
  FakeAzure,
  forgeConformance,
} from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { forgeFault } from '../forgeFault';
import { AzureForge } from './AzureForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function start(fake: FakeAzure) {
  server.use(...fake.handlers());
  const { host, organization, project, repo } = fake;
  const token = async () => fake.token;
  const sleep = async () => {};
  return { host, organization, project, repo, token, sleep };
}

/** A host of its own: the rate limit of one test is not that of another. */
function forgeOf(files = CONFORMANCE_SEED) {
  const host = `azure-${Math.random()}.example.com`;
  const fake = new FakeAzure({ host, organization: 'tfs/mesh', files });
  return { fake, forge: new AzureForge(start(fake)) };
}

const A = 'clusters/eu-1/shop/a.yaml';
const B = 'clusters/eu-1/shop/b.yaml';
const BRANCH = 'meshwright/t/e/i';

async function propose({ forge }: ReturnType<typeof forgeOf>, body = '') {
  const files = [{ path: B, content: 'b: 1\n' }];
  await forge.commit({
    branch: BRANCH,
    startFrom: 'main',
    message: 'b',
    files,
  });
  const request = { head: BRANCH, base: 'main', title: 'b', body };
  return forge.createPullRequest(request);
}

describe.each([
  ['dev.azure.com', 'acme'],
  ['acme.visualstudio.com', 'acme'],
  ['tfs.example.com', 'tfs/DefaultCollection'],
])('%s %s', (host, organization) => {
  forgeConformance('AzureForge on the fake', async () => {
    const files = CONFORMANCE_SEED;
    const fake = new FakeAzure({ host, organization, files });
    const at = start(fake);
    return {
      forge: new AzureForge(at),
      withWrongToken: new AzureForge({ ...at, token: async () => 'wrong' }),
      missing: new AzureForge({ ...at, repo: 'nowhere' }),
      base: 'main',
      reviewer: 'sam.okafor@example.com',
      label: 'mesh',
      commitAsPerson: async (branch, changed) =>
        fake.git.commitTo(branch, changed, 'ana.ruiz').sha,
      mergeAsPerson: async number => fake.mergePull(number),
      closeAsPerson: async number => fake.closePull(number),
      stop: async () => {},
    };
  });
});

describe('AzureForge', () => {
  it('reads several files in two calls, and those it knows in one', async () => {
    const { fake, forge } = forgeOf();
    const paths = Object.keys(CONFORMANCE_SEED);
    const first = await forge.readFiles('main', paths);
    expect(fake.calls.map(({ path }) => path.split('?')[0])).toEqual([
      '/git/repositories/gitops/itemsbatch',
      '/git/repositories/gitops/blobs',
    ]);
    const again = await forge.readFiles('main', paths);
    expect(again).toEqual(first);
    expect(fake.calls).toHaveLength(3);
  });

  describe('right after a look', () => {
    const paths = [A, 'clusters/eu-1/kustomization.yaml', B];
    const look = { head: BRANCH, base: 'main' };

    async function readAfterLook(at = forgeOf(), wanted = paths) {
      await at.forge.findPullRequest(look);
      at.fake.calls.length = 0;
      const files = await at.forge.readFiles('main', wanted);
      const read = at.fake.calls.map(({ path }) => path.split(/[/?]/)[4]);
      return { files, read };
    }

    it('reads the folder of all files in one call, the same as in several', async () => {
      const { files, read } = await readAfterLook();
      expect(read).toEqual(['items']);
      const { forge } = forgeOf();
      expect(files).toEqual(await forge.readFiles('main', paths));
    });

    it('reads nothing again when the branch is where it was', async () => {
      const at = forgeOf();
      const { files } = await readAfterLook(at);
      const again = await readAfterLook(at);
      expect(again).toEqual({ files, read: [] });
    });

    it.each([
      ['is not there', ['new/a.yaml', 'new/b.yaml'], ['items']],
      ['is the root', [A, 'README.md'], ['itemsbatch', 'blobs']],
    ])('knows what to do when the folder %s', async (_, wanted, calls) => {
      const { files, read } = await readAfterLook(forgeOf(), wanted);
      expect(read).toEqual(calls);
      const { forge } = forgeOf();
      expect(files).toEqual(await forge.readFiles('main', wanted));
    });

    it.each([
      ['more than is read', () => new Uint8Array(17 * 1024 * 1024)],
      ['no zip', () => new Uint8Array([1, 2, 3])],
    ])('reads the files alone when the answer is %s', async (_, bytes) => {
      const at = forgeOf();
      at.fake.breakCall = ({ path }) =>
        path.includes('/items?')
          ? { when: 'before', answer: new Response(bytes()) }
          : undefined;
      const { files, read } = await readAfterLook(at);
      expect(read).toEqual(['items', 'itemsbatch', 'blobs']);
      expect(files?.get(A)?.content).toBe('a: 1\n');
    });

    it('refuses a symbolic link', async () => {
      const at = forgeOf();
      at.fake.git.links.add(A);
      await expect(readAfterLook(at)).rejects.toThrow(
        `${A} is not a plain file of readable size`,
      );
    });

    it('finds two branches among more than one answer has', async () => {
      const at = forgeOf();
      const head = at.fake.git.branches.get('main') ?? '';
      at.fake.git.branches.delete('main');
      for (let i = 0; i < 1200; i++) at.fake.git.branches.set(`m${i}`, head);
      at.fake.git.branches.set('main', head);
      const { read } = await readAfterLook(at);
      expect(read).toEqual(['items']);
    });
  });

  it('reads each alone from a server that gives no zip', async () => {
    const { fake, forge } = forgeOf();
    fake.noZip = true;
    const paths = Object.keys(CONFORMANCE_SEED);
    const files = await forge.readFiles('main', paths);
    expect(
      Object.fromEntries([...(files ?? [])].map(([k, v]) => [k, v.content])),
    ).toEqual(CONFORMANCE_SEED);
  });

  it('reads again at one commit when a push comes in between', async () => {
    const { fake, forge } = forgeOf();
    let pushes = 0;
    fake.whileReading = () => {
      pushes += 1;
      if (pushes === 1) fake.git.commitTo('main', { [A]: 'a: 2\n' }, 'ana');
    };
    const before = fake.git.branches.get('main');
    const files = await forge.readFiles('main', [A]);
    expect(files?.get(A)?.content).toBe('a: 1\n');
    const request = { branch: BRANCH, startFrom: 'main', message: 'm' };
    const { parent } = await forge.commit({
      ...request,
      files: [{ path: A, content: 'a: 3\n', previousSha: files?.get(A)?.sha }],
    });
    expect(parent).toBe(before);
  });

  it('names the commit it read, so that a stale push is refused', async () => {
    const { fake, forge } = forgeOf();
    const read = (await forge.readFiles('main', [A]))?.get(A);
    fake.git.commitTo('main', { 'other.md': 'x\n' }, 'ana.ruiz');
    const files = [{ path: A, content: 'a: 2\n', previousSha: read?.sha }];
    const error = await forge
      .commit({ branch: 'main', message: 'm', files })
      .catch(e => e);
    expect(forgeFault(error)).toBe('stale');
    expect(error.message).toContain('TF401028');
    expect(fake.git.resolve('main')?.tree.get(A)).toBe('a: 1\n');
  });

  it('keeps bytes as they are', async () => {
    const { fake, forge } = forgeOf();
    const content = '\uFEFFa: "ß"\r\n';
    const files = [{ path: B, content }];
    await forge.commit({ branch: 'main', message: 'm', files });
    expect(fake.git.resolve('main')?.tree.get(B)).toBe(content);
    expect((await forge.readFiles('main', [B]))?.get(B)?.content).toBe(content);
    const [commit] = (fake.calls.at(-2)?.body as { commits: object[] }).commits;
    expect(JSON.stringify(commit)).toContain('"contentType":"base64encoded"');
  });

  it.each([
    ['a symbolic link', { isSymLink: true }],
    ['a folder', { gitObjectType: 'tree' }],
  ])('refuses %s', async (_, other) => {
    const { fake, forge } = forgeOf();
    const at = { commitId: 'a'.repeat(40), objectId: 'b'.repeat(40) };
    const root = { ...at, path: '/', gitObjectType: 'tree' };
    const file = { ...at, path: `/${A}`, gitObjectType: 'blob', ...other };
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json({ count: 2, value: [[root], [file]] }),
    });
    await expect(forge.readFiles('main', [A])).rejects.toThrow(
      `${A} is not a plain file of readable size`,
    );
  });

  it('moves a branch forward to the merge with base, never back', async () => {
    const at = forgeOf();
    const { fake, forge } = at;
    const pull = await propose(at);
    const person = fake.git.commitTo(BRANCH, { 'x.md': 'x\n' }, 'ana.ruiz');
    fake.git.commitTo('main', { 'y.md': 'y\n' }, 'sam.okafor');
    await forge.updateFromBase(pull.number);
    const history = fake.git.history(BRANCH).map(({ sha }) => sha);
    expect(history).toContain(person.sha);
    expect(history).toContain(fake.git.branches.get('main'));
    const head = fake.git.branches.get(BRANCH);
    await forge.updateFromBase(pull.number);
    expect(fake.git.branches.get(BRANCH)).toBe(head);
  });

  it('leaves a commit of a person that comes in while it merges', async () => {
    const at = forgeOf();
    const { fake, forge } = at;
    const pull = await propose(at);
    fake.git.commitTo('main', { 'y.md': 'y\n' }, 'sam.okafor');
    let person: string | undefined;
    fake.breakCall = ({ method, path }) => {
      if (method === 'POST' && path.includes('/refs?')) {
        person = fake.git.commitTo(BRANCH, { 'x.md': 'x\n' }, 'ana').sha;
      }
      return undefined;
    };
    const error = await forge.updateFromBase(pull.number).catch(e => e);
    expect(forgeFault(error)).toBe('stale');
    expect(error.message).toContain('(staleOldObjectId)');
    expect(fake.git.branches.get(BRANCH)).toBe(person);
  });

  it('reads the whole body of a pull request, which a list cuts', async () => {
    const { fake, forge } = forgeOf();
    const body = `${'x'.repeat(900)}\n\n<!-- meshwright:{"a":1} -->`;
    fake.git.branches.set(BRANCH, fake.git.commitTo('main', {}, 'ana').sha);
    fake.openPull(BRANCH, 'main', body);
    const query = { head: BRANCH, base: 'main' };
    expect((await forge.findPullRequest(query))?.body).toBe(body);
    fake.calls.length = 0;
    // Known by now: one call, and the newer one when it is over.
    expect((await forge.findPullRequest(query))?.number).toBe(1);
    expect(fake.calls).toHaveLength(1);
    fake.closePull(1);
    fake.openPull(BRANCH, 'main', 'again');
    expect((await forge.findPullRequest(query))?.number).toBe(2);
  });

  it('shortens a body that Azure DevOps would refuse, not its marker', async () => {
    const at = forgeOf();
    const marker = '<!-- meshwright:{"a":1} -->';
    const body = `First.\n\n${'x\n\n'.repeat(2000)}${marker}`;
    const pull = await propose(at, body);
    expect(pull.body.length).toBeLessThanOrEqual(4000);
    expect(pull.body).toMatch(/^First\..*Shortened to the 4000 characters/s);
    expect(pull.body.endsWith(marker)).toBe(true);
  });

  it('asks people by account and teams by name, one meaning each', async () => {
    const at = forgeOf();
    const { fake, forge } = at;
    const { number } = await propose(at);
    await forge.requestReviewers(number, {
      users: ['ANA.RUIZ@example.com'],
      teams: ['[Mesh Platform]\\Owners'],
    });
    expect(await forge.getReviewers(number)).toEqual({
      users: ['ana.ruiz@example.com'],
      teams: ['[Mesh Platform]\\Owners'],
    });
    const [ana] = fake.identities;
    fake.pulls[0].reviewers.set(ana.id, 10);
    const { reviewers } = (await forge.getPullRequest(number)) ?? {};
    expect(reviewers?.users).toEqual([]);
    fake.identities.push({ ...ana, id: ana.id.replace('1', '9') });
    await expect(
      forge.requestReviewers(number, { users: ['ana.ruiz@example.com'] }),
    ).rejects.toThrow('knows several by the name of reviewer');
  });

  it.each([
    [
      'a page for signing in',
      () => HttpResponse.redirect('https://login.example.com/_signin', 302),
    ],
    [
      'a page instead of an answer',
      () => HttpResponse.html('<html>Sign In</html>', { status: 203 }),
    ],
    ['401', () => new HttpResponse(null, { status: 401 })],
  ])('takes %s for a credential that is refused', async (_, answer) => {
    const { fake, forge } = forgeOf();
    fake.breakCall = () => ({ when: 'before', answer: answer() });
    const error = await forge.readFiles('main', [A]).catch(e => e);
    expect(forgeFault(error)).toBe('unauthenticated');
    expect(error.message).toContain('check integrations.azure');
  });

  it('names the right that is missing', async () => {
    const { fake, forge } = forgeOf();
    const message =
      "TF401027: You need the Git 'GenericContribute' permission to perform this action.";
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json({ message }, { status: 403 }),
    });
    const error = await forge.getBranchHead('main').catch(e => e);
    expect(forgeFault(error)).toBe('forbidden');
    expect(error.message).toMatch(/GenericContribute.*give it Contribute/);
  });
});
