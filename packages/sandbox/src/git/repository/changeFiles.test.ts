import {
  TestForge,
  base64,
  startTestForge,
} from '../__testUtils__/startTestForge';

const create = (path: string, text = 'a: 1\n') => ({
  operation: 'create',
  path,
  content: base64(text),
});

interface Listing {
  tree: Array<{ path: string; mode: string }>;
}

describe('changeFiles', () => {
  let forge: TestForge;

  beforeEach(async () => {
    forge = await startTestForge();
  });

  afterEach(() => forge.close());

  function commit(branch: string, files: unknown[], more = {}) {
    return forge.api('POST', '/contents', { branch, files, ...more });
  }

  it('loses none of fifty commits made at once', async () => {
    const writers = Array.from({ length: 50 }, (_, writer) =>
      commit('main', [
        create(`clusters/eu-1/team-${writer}/a.yaml`, `a: ${writer}\n`),
        create(`clusters/eu-1/team-${writer}/b.yaml`, `b: ${writer}\n`),
      ]),
    );
    const answers = await Promise.all(writers);
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    const path = '/git/trees/main?recursive=1';
    const { body } = await forge.api<Listing>('GET', path);
    const paths = new Set(body.tree.map(entry => entry.path));
    for (let writer = 0; writer < 50; writer += 1) {
      expect(paths).toContain(`clusters/eu-1/team-${writer}/a.yaml`);
      expect(paths).toContain(`clusters/eu-1/team-${writer}/b.yaml`);
    }
    const history = await forge.api('GET', '/commits?limit=1');
    expect(history.headers.get('X-Total-Count')).toBe('51');
  }, 300_000);

  it('lets one of two writers of the same line win, and tells the other', async () => {
    const { body: file } = await forge.api('GET', '/contents/README.md');
    const edit = (text: string) =>
      commit('main', [
        {
          operation: 'update',
          path: 'README.md',
          sha: file.sha,
          content: base64(text),
        },
      ]);
    const answers = await Promise.all([edit('one\n'), edit('two\n')]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 422]);
    const lost = answers.find(({ status }) => status === 422);
    expect(lost?.body.message).toMatch(/^sha does not match \[given: /);
  });

  it('opens one of two branches of the same name', async () => {
    const open = () =>
      commit('main', [create('a.yaml')], { new_branch: 'same' });
    const statuses = (await Promise.all([open(), open()])).map(a => a.status);
    expect(statuses.sort()).toEqual([201, 422]);
  });

  it('makes no link, whatever mode is asked for', async () => {
    await commit('main', [{ ...create('link.yaml'), mode: '120000' }]);
    const { body } = await forge.api<Listing>('GET', '/git/trees/main');
    const entry = body.tree.find(({ path }) => path === 'link.yaml');
    expect(entry?.mode).toBe('100644');
  });

  it('keeps all of a change out when one part of it is refused', async () => {
    const answer = await commit('main', [
      create('new.yaml'),
      create('README.md'),
    ]);
    expect(answer.status).toBe(422);
    expect((await forge.api('GET', '/contents/new.yaml')).status).toBe(404);
  });

  it('moves and renames a file', async () => {
    await commit('main', [
      { operation: 'rename', path: 'docs/README.md', from_path: 'README.md' },
    ]);
    expect((await forge.api('GET', '/contents/README.md')).status).toBe(404);
    const moved = await forge.api('GET', '/raw/docs/README.md');
    expect(moved.body).toBe('# GitOps\n');
  });
});

describe('changeFiles, with hostile names', () => {
  let forge: TestForge;

  // Every one of them is refused, so they can share a repository.
  beforeAll(async () => {
    forge = await startTestForge();
  });

  afterAll(() => forge.close());

  it.each([
    '../outside.yaml',
    'a/../../outside.yaml',
    '/etc/passwd',
    'a//b.yaml',
    './a.yaml',
    'a\\..\\b.yaml',
    'a\0b.yaml',
    '.git/config',
    'a/.GIT/hooks/pre-commit',
    '.git./config',
    '.git /config',
    'GIT~1/config',
    '.g\u200cit/config',
    '.git::$INDEX_ALLOCATION/config',
    'line\nbreak.yaml',
  ])('refuses the path %j, and writes nothing', async path => {
    const answer = await forge.api('POST', '/contents', {
      files: [create('fine.yaml'), create(path)],
    });
    expect(answer.status).toBe(422);
    expect((await forge.api('GET', '/contents/fine.yaml')).status).toBe(404);
  });

  it.each([
    '--upload-pack=x',
    'a..b',
    'a@{1}',
    'x.lock',
    '.hidden',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'HEAD^{tree}',
    'refs//x',
    'tail/',
  ])('refuses the branch %j', async branch => {
    const answer = await forge.api('POST', '/contents', {
      new_branch: branch,
      files: [create('a.yaml')],
    });
    expect(answer.status).toBe(422);
    const { body: branches } = await forge.api('GET', '/branches');
    expect(branches).toHaveLength(1);
  });
});
