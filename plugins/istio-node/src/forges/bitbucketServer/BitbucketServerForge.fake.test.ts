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
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function start() {
  // A host of its own: the rate limit of one test is not that of another.
  const host = `bitbucket-${Math.random()}.example.com`;
  const fake = new FakeBitbucketServer({ host, files: CONFORMANCE_SEED });
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
      removesFiles: false,
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

  it('says what a link, bytes and a rule are, and who may not commit', async () => {
    const { fake, forge } = await opened();
    fake.git.commitTo('main', { [A]: '../../secret.yaml' }, 'ana.ruiz');
    const read = await forge.readFiles('main', [A]).catch(e => e);
    expect(read.message).toContain('is not a plain file');
    fake.frozenPrefix = 'meshwright/';
    const files = [{ path: 'c.yaml', content: 'c: 1\n' }];
    const request = { branch: head, message: 'Add c', files };
    const frozen = await forge.commit(request).catch(e => e);
    expect(forgeFault(frozen)).toBe('forbidden');
    expect(frozen.message).toMatch(
      /^A rule of MESH\/gitops on Bitbucket at .* forbids to commit to branch meshwright\/t\/e\/i \(Branch permissions do not allow.*ask its owners to allow branches meshwright\/\*\*\.$/,
    );
    fake.frozenPrefix = undefined;
    fake.breakCall = ({ method }) =>
      method === 'PUT'
        ? { when: 'before', answer: new Response('{}', { status: 403 }) }
        : undefined;
    await expect(forge.commit(request)).rejects.toThrow(
      'use the access token of a user',
    );
  });

  it('refuses bytes that are no text, before anything is lost', async () => {
    const { fake, forge } = await opened();
    fake.breakCall = ({ path }) =>
      path.startsWith('raw/')
        ? {
            when: 'before',
            answer: new Response(new Uint8Array([0x61, 0xff, 0xfe, 0x0a])),
          }
        : undefined;
    await expect(forge.readFiles('main', [A])).rejects.toThrow(
      `${A} is not a plain file of readable size`,
    );
  });
});
