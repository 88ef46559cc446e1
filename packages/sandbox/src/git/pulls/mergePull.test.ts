import {
  TestForge,
  base64,
  startTestForge,
} from '../__testUtils__/startTestForge';

interface Named {
  name: string;
}

describe('mergePull', () => {
  let forge: TestForge;

  beforeEach(async () => {
    forge = await startTestForge();
  });

  afterEach(() => forge.close());

  async function change(
    branch: string,
    path: string,
    text: string,
    from?: string,
  ) {
    const answer = await forge.api('POST', '/contents', {
      branch: from ?? branch,
      ...(from ? { new_branch: branch } : {}),
      message: `Change ${path}`,
      files: [{ operation: 'upload', path, content: base64(text) }],
    });
    expect(answer.status).toBe(201);
  }

  async function open(head: string): Promise<number> {
    const { body } = await forge.api<{ number: number }>('POST', '/pulls', {
      head,
      base: 'main',
      title: `Merge ${head}`,
    });
    return body.number;
  }

  const merge = (pull: number, style: string, more = {}) =>
    forge.api('POST', `/pulls/${pull}/merge`, { do: style, ...more });

  const history = async () => {
    type Listed = {
      parents: unknown[];
      commit: { message: string; author: { name: string } };
    };
    const path = '/commits?sha=main';
    return (await forge.api<Listed[]>('GET', path)).body;
  };

  async function twoCommitsBesideMain() {
    await change('topic', 'a.yaml', 'a: 1\n', 'main');
    await change('topic', 'b.yaml', 'b: 1\n');
    await change('main', 'c.yaml', 'c: 1\n');
    return open('topic');
  }

  it.each([
    ['merge', 5, 2],
    ['squash', 3, 1],
    ['rebase', 4, 1],
    ['rebase-merge', 5, 2],
  ])(
    '%s: %i commits, the last with %i parents',
    async (style, count, parents) => {
      const pull = await twoCommitsBesideMain();
      expect((await merge(pull, style)).status).toBe(200);
      const commits = await history();
      expect(commits).toHaveLength(count);
      expect(commits[0].parents).toHaveLength(parents);
      const { body: files } = await forge.api<Named[]>('GET', '/contents');
      const names = files.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining(['a.yaml', 'b.yaml', 'c.yaml']),
      );
    },
  );

  it('fast-forward-only moves the branch, or refuses', async () => {
    await change('topic', 'a.yaml', 'a: 1\n', 'main');
    const first = await open('topic');
    expect((await merge(first, 'fast-forward-only')).status).toBe(200);
    expect(await history()).toHaveLength(2);
    await change('late', 'b.yaml', 'b: 1\n', 'main');
    await change('main', 'c.yaml', 'c: 1\n');
    const second = await open('late');
    expect((await merge(second, 'fast-forward-only')).status).toBe(409);
  });

  it('names what conflicts, and merges nothing', async () => {
    await change('topic', 'README.md', '# Ours\n', 'main');
    await change('main', 'README.md', '# Theirs\n');
    const pull = await open('topic');
    const { body } = await forge.api('GET', `/pulls/${pull}`);
    expect(body.mergeable).toBe(false);
    expect((await merge(pull, 'merge')).status).toBe(405);
    expect((await forge.api('GET', '/raw/README.md')).body).toBe('# Theirs\n');
  });

  it('merges two at once, one after the other', async () => {
    await change('one', 'one.yaml', 'a: 1\n', 'main');
    await change('two', 'two.yaml', 'a: 1\n', 'main');
    const pulls = [await open('one'), await open('two')];
    const answers = await Promise.all(pulls.map(pull => merge(pull, 'merge')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { body: files } = await forge.api<Named[]>('GET', '/contents');
    const names = files.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['one.yaml', 'two.yaml']));
  });

  it('merges once, however often it is asked', async () => {
    await change('topic', 'a.yaml', 'a: 1\n', 'main');
    const pull = await open('topic');
    const answers = await Promise.all([
      merge(pull, 'merge'),
      merge(pull, 'merge'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 405]);
    expect(await history()).toHaveLength(3);
  });

  it('takes the branch away when asked to', async () => {
    await change('topic', 'a.yaml', 'a: 1\n', 'main');
    const pull = await open('topic');
    await merge(pull, 'squash', { delete_branch_after_merge: true });
    expect((await forge.api('GET', '/branches/topic')).status).toBe(404);
    const { body } = await forge.api('GET', `/pulls/${pull}`);
    expect(body).toMatchObject({ merged: true, changed_files: 1 });
  });

  it('keeps work in progress out', async () => {
    await change('topic', 'a.yaml', 'a: 1\n', 'main');
    const pull = await open('topic');
    await forge.api('PATCH', `/pulls/${pull}`, { title: 'WIP: not yet' });
    const answer = await merge(pull, 'merge');
    expect(answer.status).toBe(405);
    expect(answer.body.message).toMatch(/Work in progress/);
  });

  it('opens a fresh pull request after an earlier one was closed', async () => {
    await change('topic', 'a.yaml', 'a: 1\n', 'main');
    const first = await open('topic');
    await forge.api('PATCH', `/pulls/${first}`, { state: 'closed' });
    const second = await open('topic');
    expect(second).toBe(first + 1);
    const reopened = await forge.api('PATCH', `/pulls/${first}`, {
      state: 'open',
    });
    expect(reopened.status).toBe(409);
  });
});
