import {
  CONFORMANCE_SEED,
  FakeBitbucketServer,
  forgeConformance,
} from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { forgeFault } from '../forgeFault';
import { BitbucketServerForge } from './BitbucketServerForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
const fakes: FakeBitbucketServer[] = [];
afterEach(() => {
  server.resetHandlers();
  for (const fake of fakes.splice(0)) {
    const fault = fake.check();
    fake.stop();
    if (fault)
      throw new Error(`git finds fault with what was pushed: ${fault}`);
  }
});
afterAll(() => server.close());

function start() {
  // A host of its own: the rate limit of one test is not that of another.
  const host = `bitbucket-${Math.random()}.example.com`;
  const fake = new FakeBitbucketServer({ host, files: CONFORMANCE_SEED });
  fakes.push(fake);
  server.use(...fake.handlers());
  const { project, repo, token } = fake;
  return { fake, at: { host, project, repo, token } };
}

describe.each([
  ['with a token and merge results', true],
  ['with a password, asked about each merge', false],
])('%s', (_, showsMergeResult) => {
  forgeConformance('BitbucketServerForge on the fake', async () => {
    const { fake, at } = start();
    fake.showsMergeResult = showsMergeResult;
    const signedIn = showsMergeResult
      ? at
      : { ...at, token: undefined, ...fake.login };
    return {
      forge: new BitbucketServerForge(signedIn),
      withWrongToken: new BitbucketServerForge({ ...at, token: 'wrong' }),
      missing: new BitbucketServerForge({ ...at, repo: 'nowhere' }),
      base: 'main',
      reviewer: 'sam.okafor',
      commitAsPerson: async (branch, files) =>
        fake.git.commitTo(branch, files, 'ana.ruiz').sha,
      mergeAsPerson: async number => fake.mergePull(number),
      closeAsPerson: async number => fake.closePull(number),
      stop: async () => {},
    };
  });
});

describe('BitbucketServerForge', () => {
  const A = 'clusters/eu-1/shop/a.yaml';
  const head = 'meshwright/t/e/i';

  async function opened() {
    const { fake, at } = start();
    const forge = new BitbucketServerForge(at);
    const files = [{ path: 'b.yaml', content: 'b: 1\n' }];
    const message = 'Add b\n\nBecause.\n';
    await forge.commit({ branch: head, startFrom: 'main', message, files });
    const text = { title: 'Add b', body: 'Because.' };
    await forge.createPullRequest({ head, base: 'main', ...text });
    return { fake, forge };
  }

  it('keeps descriptions below what Bitbucket takes', async () => {
    const { forge } = await opened();
    const body = `First.\n\n${'x'.repeat(40_000)}\n\nLast.`;
    const edited = await forge.updatePullRequest(1, { title: 'Add b', body });
    expect(edited.body).toMatch(/^First\.\n\nLast\.\n\n_Shortened/);
    const other = { head: 'meshwright/t/e/j', base: 'main' };
    const files = [{ path: 'c.yaml', content: 'c: 1\n' }];
    await forge.commit({
      ...{ branch: other.head, startFrom: 'main', message: 'Add c', files },
    });
    const made = await forge.createPullRequest({ ...other, title: 'c', body });
    expect(made.body).toBe(edited.body);
  });

  it('edits on top of what people edited in the same moment', async () => {
    const { fake, forge } = await opened();
    fake.breakCall = ({ method }) => {
      if (method !== 'PUT') return undefined;
      fake.breakCall = undefined;
      Object.assign(fake.pulls[0], { version: 7, requested: ['ana.ruiz'] });
      return undefined;
    };
    await forge.updatePullRequest(1, { title: 'New', body: 'New.' });
    expect(fake.pulls[0]).toMatchObject({
      ...{ title: 'New', body: 'New.', version: 8 },
      requested: ['ana.ruiz'],
    });
  });

  it('edits what it saw, and after a push what the refusal shows', async () => {
    const { fake, forge } = await opened();
    const methods = () =>
      fake.calls.splice(0).map(({ method, path }) => {
        const isGit = path.includes('git');
        return isGit ? 'git' : method;
      });
    fake.pulls[0].requested = ['ana.ruiz'];
    await forge.findPullRequest({ head, base: 'main' });
    methods();
    await forge.updatePullRequest(1, { title: 'New', body: 'New.' });
    expect(methods()).toEqual(['PUT']);
    // What the edit left is not what was seen.
    await forge.updatePullRequest(1, { title: 'Newer', body: 'Newer.' });
    expect(methods()).toEqual(['GET', 'PUT']);
    await forge.findPullRequest({ head, base: 'main' });
    fake.git.commitTo(head, { 'c.yaml': 'c: 1\n' }, 'meshwright');
    fake.pulls[0].requested = ['ana.ruiz', 'sam.okafor'];
    methods();
    await forge.updatePullRequest(1, { title: 'Newest', body: 'Newest.' });
    expect(methods()).toEqual(['PUT', 'PUT']);
    expect(fake.pulls[0]).toMatchObject({
      title: 'Newest',
      requested: ['ana.ruiz', 'sam.okafor'],
    });
  });

  it('takes base in by a pull request that is merged at once, and leaves none open', async () => {
    const { fake, forge } = await opened();
    fake.git.commitTo('main', { 'x.md': 'x\n' }, 'ana.ruiz');
    await forge.updateFromBase(1);
    expect(
      fake.pulls.map(({ base, head: from, state }) => [from, base, state]),
    ).toEqual([
      [head, 'main', 'open'],
      ['main', head, 'closed'],
    ]);
    expect(fake.git.branches.has('main')).toBe(true);
    // There is nothing to take in now.
    await forge.updateFromBase(1);
    expect(fake.pulls).toHaveLength(2);
  });

  it('merges what a crash left open instead of opening another', async () => {
    const { fake, forge } = await opened();
    fake.git.commitTo('main', { 'x.md': 'x\n' }, 'ana.ruiz');
    fake.breakCall = ({ method, path }) =>
      method === 'POST' && path.endsWith('/merge')
        ? { when: 'before', answer: new Response('', { status: 502 }) }
        : undefined;
    await expect(forge.updateFromBase(1)).rejects.toThrow('502');
    fake.breakCall = undefined;
    await forge.updateFromBase(1);
    expect(fake.pulls.map(({ state }) => state)).toEqual(['open', 'closed']);
    expect(fake.git.resolve(head)?.tree.get('x.md')).toBe('x\n');
  });

  it('says what a link, bytes and a rule are, and who may not push', async () => {
    const { fake, forge } = await opened();
    fake.git.links.add(A).add('clusters/linked');
    fake.git.commitTo(
      'main',
      { [A]: '../../secret.yaml', 'clusters/linked': '/etc' },
      'ana.ruiz',
    );
    const inTheWay = /is not a plain file of readable size/;
    for (const path of [A, 'clusters/linked/a.yaml', 'clusters/eu-1/shop']) {
      await expect(forge.readFiles('main', [path])).rejects.toThrow(inTheWay);
    }
    fake.protectedPrefix = 'meshwright/';
    const files = [{ path: 'c.yaml', content: 'c: 1\n' }];
    const request = { branch: head, message: 'Add c', files };
    const ruled = await forge.commit(request).catch(e => e);
    expect(forgeFault(ruled)).toBe('forbidden');
    expect(ruled.message).toMatch(
      /^A rule of MESH\/gitops on Bitbucket at .* forbids to commit to branch meshwright\/t\/e\/i \(pre-receive hook declined: Branch can only be modified through pull requests\..*\): ask its owners to allow branches meshwright\/\*\*\.$/,
    );
    fake.protectedPrefix = undefined;
    fake.mayPush = false;
    const denied = await forge.commit(request).catch(e => e);
    expect(forgeFault(denied)).toBe('forbidden');
    expect(denied.message).toContain('give it write access to the repository');
  });

  it('removes and edits in one commit, and touches nothing else', async () => {
    const { fake, forge } = await opened();
    const files = await forge.readFiles(head, ['b.yaml', A]);
    await forge.commit({
      branch: head,
      message: 'Edit',
      files: [
        { path: 'b.yaml', previousSha: files?.get('b.yaml')?.sha },
        {
          path: A,
          content: 'a: 2\n',
          previousSha: files?.get(A)?.sha,
        },
      ],
    });
    const tree = fake.git.resolve(head)?.tree;
    expect(tree?.has('b.yaml')).toBe(false);
    expect(tree?.get(A)).toBe('a: 2\n');
    expect(tree?.get('README.md')).toBe(CONFORMANCE_SEED['README.md']);
  });

  it.each([true, false])(
    'reads large files too, and from who filters nothing (filters: %s)',
    async allowsFilter => {
      const { fake, at } = start();
      fake.allowsFilter = allowsFilter;
      const large = `a: ${'x'.repeat(200_000)}\n`;
      fake.git.commitTo('main', { [A]: large }, 'ana.ruiz');
      const forge = new BitbucketServerForge(at);
      const read = await forge.readFiles('main', [A, 'README.md']);
      expect(read?.get(A)?.content).toBe(large);
      // The head, the commit; a large file apart, or the same without a filter.
      expect(fake.calls).toHaveLength(3);
      await forge.readFiles('main', [A]);
      expect(fake.calls).toHaveLength(4);
    },
  );

  it('leaves files out when a repository is more than is read', async () => {
    const { fake, at } = start();
    const large = () => new Response(new Uint8Array(17 * 1024 * 1024));
    let many = 1;
    fake.breakCall = (_, number) =>
      number >= 2 && number <= 1 + many
        ? { when: 'before', answer: large() }
        : undefined;
    const read = await new BitbucketServerForge(at).readFiles('main', [A]);
    expect(read?.get(A)?.content).toBe('a: 1\n');
    // The head, too much, the commit without files, the file.
    expect(fake.calls).toHaveLength(4);
    fake.calls.length = 0;
    many = 2;
    const error = await new BitbucketServerForge(at)
      .readFiles('main', [A])
      .catch(e => e);
    expect(forgeFault(error)).toBe('too-large');
    expect(error.message).toContain('keep definitions in a repository of');
    expect(fake.calls).toHaveLength(3);
  });

  it('keeps a token out of what git says', async () => {
    const { fake, forge } = await opened();
    fake.breakCall = ({ path }) =>
      path === 'git-upload-pack'
        ? {
            when: 'before',
            answer: new Response(
              `${(fake.token.length + 8).toString(16).padStart(4, '0')}ERR ${
                fake.token
              }`,
            ),
          }
        : undefined;
    const error = await forge.readFiles('main', [A]).catch(e => e);
    expect(error.message).toContain('[redacted]');
    expect(error.message).not.toContain(fake.token);
  });
});
