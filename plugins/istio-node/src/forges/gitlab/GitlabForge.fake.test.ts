import {
  CONFORMANCE_SEED,
  FakeGitlab,
  forgeConformance,
} from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { forgeFault } from '../forgeFault';
import { GitlabForge } from './GitlabForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function start(fake: FakeGitlab) {
  server.use(...fake.handlers());
  const { host, apiUrl: apiBaseUrl, owner, repo } = fake;
  const token = async () => fake.token;
  return { host, apiBaseUrl, owner, repo, token, sleep: async () => {} };
}

/** A host of its own: the rate limit of one test is not that of another. */
function forgeOf(files = CONFORMANCE_SEED) {
  const host = `gitlab-${Math.random()}.example.com`;
  const fake = new FakeGitlab({ host, files });
  return { fake, forge: new GitlabForge(start(fake)) };
}

const A = 'clusters/eu-1/shop/a.yaml';
const B = 'clusters/eu-1/shop/b.yaml';
const BRANCH = 'meshwright/t/e/i';

async function propose({ forge }: ReturnType<typeof forgeOf>) {
  const files = [{ path: B, content: 'b: 1\n' }];
  await forge.commit({
    branch: BRANCH,
    startFrom: 'main',
    message: 'b',
    files,
  });
  const request = { head: BRANCH, base: 'main', title: 'b', body: '' };
  return forge.createPullRequest(request);
}

describe.each([
  ['gitlab.com', ''],
  ['git.example.com', '/gitlab'],
])('%s%s', (host, relativePath) => {
  forgeConformance('GitlabForge on the fake', async () => {
    const files = CONFORMANCE_SEED;
    const fake = new FakeGitlab({ host, relativePath, files });
    const at = start(fake);
    return {
      forge: new GitlabForge(at),
      withWrongToken: new GitlabForge({ ...at, token: async () => 'wrong' }),
      missing: new GitlabForge({ ...at, repo: 'nowhere' }),
      base: 'main',
      reviewer: 'sam.okafor',
      label: 'mesh',
      commitAsPerson: async (branch, changed) =>
        fake.git.commitTo(branch, changed, 'ana.ruiz').sha,
      mergeAsPerson: async number => fake.mergePull(number),
      closeAsPerson: async number => fake.closePull(number),
      stop: async () => {},
    };
  });
});

describe('GitlabForge', () => {
  it('reads again at one commit when a push comes in between', async () => {
    const { fake, forge } = forgeOf();
    let pushes = 0;
    fake.whileReading = () => {
      pushes += 1;
      if (pushes === 1) fake.git.commitTo('main', { [A]: 'a: 2\n' }, 'ana');
    };
    const files = await forge.readFiles('main', [A]);
    expect(files?.get(A)?.content).toBe('a: 2\n');
    expect(fake.calls).toHaveLength(2);
    const request = { branch: BRANCH, startFrom: 'main', message: 'm' };
    const { parent } = await forge.commit({
      ...request,
      files: [{ path: A, content: 'a: 3\n', previousSha: files?.get(A)?.sha }],
    });
    expect(parent).toBe(fake.git.branches.get('main'));
  });

  it('names the commit it read, so that GitLab refuses a stale write', async () => {
    const { fake, forge } = forgeOf();
    const read = (await forge.readFiles('main', [A]))?.get(A);
    const seen = fake.git.branches.get('main');
    fake.git.commitTo('main', { [A]: 'a: person\n' }, 'ana.ruiz');
    const files = [{ path: A, content: 'a: 2\n', previousSha: read?.sha }];
    const error = await forge
      .commit({ branch: 'main', message: 'm', files })
      .catch(e => e);
    expect(forgeFault(error)).toBe('stale');
    expect(error.message).toContain(
      `The file has changed since you started editing it: ${A}`,
    );
    expect(fake.calls.at(-1)?.body).toMatchObject({
      actions: [{ action: 'update', last_commit_id: seen }],
    });
    expect(fake.git.resolve('main')?.tree.get(A)).toBe('a: person\n');
  });

  it.each([
    ['a symbolic link', { mode: '120000' }],
    ['a pointer to large file storage', { lfsOid: 'f'.repeat(64) }],
    ['a binary file', { rawTextBlob: null }],
    ['a file that was cut or converted', { rawTextBlob: 'a' }],
  ])('refuses %s', async (_, other) => {
    const { fake, forge } = forgeOf();
    const oid = 'd24fd36a03a31b8ff2f1ec4ddabe6b2b4a8cf8b7';
    const blob = { path: A, oid, mode: '100644', lfsOid: null, ...other };
    const head = { lastCommit: { sha: 'a'.repeat(40) } };
    const repository = { before: head, after: head, blobs: { nodes: [blob] } };
    fake.breakCall = () => ({
      when: 'before',
      answer: HttpResponse.json({ data: { project: { repository } } }),
    });
    await expect(forge.readFiles('main', [A])).rejects.toThrow(
      `${A} is not a plain file of readable size`,
    );
  });

  it('merges base by a merge request in the other direction, which is over then', async () => {
    const at = forgeOf();
    const { fake, forge } = at;
    const pull = await propose(at);
    const person = fake.git.commitTo(BRANCH, { 'x.md': 'x\n' }, 'ana.ruiz');
    fake.git.commitTo('main', { 'y.md': 'y\n' }, 'sam.okafor');
    await forge.updateFromBase(pull.number);
    const history = fake.git.history(BRANCH).map(({ sha }) => sha);
    expect(history).toContain(person.sha);
    expect(history).toContain(fake.git.branches.get('main'));
    expect(fake.pulls).toHaveLength(2);
    expect(fake.pulls[1]).toMatchObject({ merged: true, base: BRANCH });
    expect(fake.git.branches.has('main')).toBe(true);
    await forge.updateFromBase(pull.number);
    expect(fake.pulls[2]).toMatchObject({ merged: false, state: 'closed' });
  });

  it('takes over the one that a run left open', async () => {
    const at = forgeOf();
    const { fake, forge } = at;
    const pull = await propose(at);
    fake.git.commitTo('main', { 'y.md': 'y\n' }, 'sam.okafor');
    fake.breakCall = ({ path }) =>
      path.endsWith('/merge')
        ? { when: 'before', answer: new HttpResponse(null, { status: 502 }) }
        : undefined;
    await expect(forge.updateFromBase(pull.number)).rejects.toThrow('502');
    fake.breakCall = undefined;
    await forge.updateFromBase(pull.number);
    expect(fake.pulls).toHaveLength(2);
    expect(fake.pulls[1]).toMatchObject({ merged: true });
  });

  it('says that a project of fast-forwards cannot merge, and leaves nothing open', async () => {
    const at = forgeOf();
    const { fake, forge } = at;
    fake.mergeMethod = 'ff';
    const pull = await propose(at);
    fake.git.commitTo('main', { 'y.md': 'y\n' }, 'sam.okafor');
    const error = await forge.updateFromBase(pull.number).catch(e => e);
    expect(forgeFault(error)).toBe('forbidden');
    expect(error.message).toMatch(
      /would not merge main into .*: the project merges by fast-forward only. Merge it by hand, then run again.$/,
    );
    expect(fake.pulls[1].state).toBe('closed');
  });

  it.each([
    [
      'a project that squashes',
      200,
      /would not merge main into .*: the project squashes every merge/,
    ],
    [
      'an account that may not merge',
      401,
      /The account may not merge main into .* \(401 Unauthorized\)/,
    ],
  ])('says so of %s', async (_, status, words) => {
    const at = forgeOf();
    const { fake, forge } = at;
    const pull = await propose(at);
    fake.git.commitTo('main', { 'y.md': 'y\n' }, 'sam.okafor');
    fake.breakCall = ({ path }) =>
      path.endsWith('/merge')
        ? {
            when: 'before',
            answer: HttpResponse.json(
              {
                ...{ iid: 2, web_url: 'https://x', state: 'merged' },
                ...{ title: 't', source_branch: 'a', target_branch: 'b' },
                squash_commit_sha: 'a'.repeat(40),
                message: '401 Unauthorized',
              },
              { status },
            ),
          }
        : undefined;
    const error = await forge.updateFromBase(pull.number).catch(e => e);
    expect(forgeFault(error)).toBe('forbidden');
    expect(error.message).toMatch(words);
  });

  it('says that a project was moved, and follows nowhere', async () => {
    const { fake, forge } = forgeOf();
    fake.moved = true;
    const read = await forge.readFiles('main', [A]).catch(e => e);
    expect(forgeFault(read)).toBe('not-found');
    expect(read.message).toMatch(
      /301 to https:.*81.*configure its new address/,
    );
    const write = await forge
      .createPullRequest({ head: BRANCH, base: 'main', title: 't', body: '' })
      .catch(e => e);
    expect(write.message).toMatch(/was moved or renamed: configure/);
  });

  it('sends no line that GitLab would take for a command', async () => {
    const at = forgeOf();
    const { fake, forge } = at;
    const pull = await propose(at);
    const body = 'Text\n/approve\n /merge\n/label ~x';
    await forge.updatePullRequest(pull.number, { title: 't', body });
    expect(fake.pulls[0].body).toBe('Text\n\\/approve\n \\/merge\n\\/label ~x');
  });

  it('says who could not be asked for a review', async () => {
    const at = forgeOf();
    const { fake, forge } = at;
    const { number } = await propose(at);
    const users = ['sam.okafor', 'no.one'];
    await expect(forge.requestReviewers(number, { users })).rejects.toThrow(
      /from no\.one: check that they are members/,
    );
    expect(fake.pulls[0].requested).toEqual(['sam.okafor']);
    await expect(
      forge.requestReviewers(number, { teams: ['mesh'] }),
    ).rejects.toThrow('asks people for reviews, not groups');
    fake.pulls[0].approvedBy.push('ana.ruiz');
    expect((await forge.getReviewers(number)).users).toEqual([
      'sam.okafor',
      'ana.ruiz',
    ]);
  });

  it('refuses a label that GitLab would divide', async () => {
    const at = forgeOf();
    const { number } = await propose(at);
    await expect(at.forge.addLabels(number, ['a,b'])).rejects.toThrow(
      'Label "a,b" has a comma',
    );
  });
});
