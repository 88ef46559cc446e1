import {
  CONFORMANCE_SEED,
  FakeGitea,
  forgeConformance,
} from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { GiteaForge } from './GiteaForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe.each([
  ['Gitea', 'git.example.com', false],
  ['Forgejo and Gitea before 1.24', 'forgejo.example.com', true],
])('as %s', (name, host, isForgejo) => {
  forgeConformance(`GiteaForge on the fake of ${name}`, async () => {
    const fake = new FakeGitea({
      ...{ url: `https://${host}`, files: CONFORMANCE_SEED, isForgejo },
    });
    server.use(...fake.handlers());
    const { owner, repo, token } = fake;
    const at = { host, owner, repo, token };
    return {
      forge: new GiteaForge(at),
      withWrongToken: new GiteaForge({ ...at, token: 'wrong' }),
      missing: new GiteaForge({ ...at, repo: 'nowhere' }),
      base: 'main',
      reviewer: 'sam.okafor',
      label: 'mesh',
      commitAsPerson: async (branch, files) =>
        fake.git.commitTo(branch, files, 'ana.ruiz').sha,
      mergeAsPerson: async number => fake.mergePull(number),
      closeAsPerson: async number => fake.closePull(number),
      stop: async () => {},
    };
  });
});

describe('a host that gives one file a call', () => {
  const paths = ['README.md', 'no/such.yaml', 'clusters/eu-1/shop/a.yaml'];
  function start(host: string) {
    const fake = new FakeGitea({
      ...{ url: `https://${host}`, files: CONFORMANCE_SEED, isForgejo: true },
    });
    server.use(...fake.handlers());
    const { owner, repo, token } = fake;
    const forge = () => new GiteaForge({ host, owner, repo, token });
    const asked = async (read: Promise<unknown>) => {
      fake.calls.length = 0;
      await read;
      return fake.calls.map(({ path }) => path.split('/')[1]);
    };
    return { fake, forge, asked };
  }

  it('is asked once whether it gives more', async () => {
    const { forge, asked } = start('remembered.example.com');
    const each = ['branches', 'contents', 'contents', 'contents'];
    const first = await asked(forge().readFiles('main', paths));
    expect(first).toEqual(['file-contents', ...each]);
    expect(await asked(forge().readFiles('main', paths))).toEqual(each);
  });

  it('gives files of one commit, though the branch moves', async () => {
    const { fake, forge } = start('moving.example.com');
    fake.faults.push({
      when: 'before',
      on: ({ path }) => {
        if (!path.startsWith('/contents/')) return;
        fake.faults.length = 0;
        const changed = { 'README.md': 'new', [paths[2]]: 'new' };
        fake.git.commitTo('main', changed, 'ana.ruiz');
      },
    });
    const files = await forge().readFiles('main', paths);
    expect(
      [...(files ?? [])].map(([path, { content }]) => [path, content]),
    ).toEqual([
      ['README.md', CONFORMANCE_SEED['README.md']],
      [paths[2], CONFORMANCE_SEED[paths[2]]],
    ]);
  });

  it('has no file where a folder is, nor a commit that is none', async () => {
    const { forge } = start('folders.example.com');
    await expect(forge().readFiles('main', ['clusters'])).rejects.toThrow(
      'clusters is not a plain file of readable size: move it out of the way.',
    );
    const none = await forge().readFiles('f'.repeat(40), paths);
    expect(none).toBeUndefined();
  });
});

describe('a file that is no UTF-8', () => {
  it.each([false, true])('is refused (Forgejo: %s)', async isForgejo => {
    const host = `latin1-${isForgejo}.example.com`;
    const fake = new FakeGitea({
      ...{ url: `https://${host}`, files: CONFORMANCE_SEED, isForgejo },
    });
    server.use(...fake.handlers());
    const bytes = Buffer.from('# gr\xfc\xdfe\n', 'latin1');
    const item = {
      ...{ path: 'README.md', sha: 'a'.repeat(40), type: 'file' },
      ...{ encoding: 'base64', content: bytes.toString('base64') },
    };
    fake.faults.push({
      when: 'after',
      on: ({ path }) => {
        if (path === '/file-contents') return HttpResponse.json([item]);
        return path.startsWith('/contents/')
          ? HttpResponse.json(item)
          : undefined;
      },
    });
    const { owner, repo, token } = fake;
    const forge = new GiteaForge({ host, owner, repo, token });
    await expect(forge.readFiles('main', ['README.md'])).rejects.toThrow(
      'README.md is not a plain file of readable size: move it out of the way.',
    );
  });
});

describe('the pull request of a branch of which one was closed', () => {
  const [head, base] = ['meshwright/t/e/i', 'main'];
  function start() {
    const fake = new FakeGitea({ files: CONFORMANCE_SEED });
    server.use(...fake.handlers());
    fake.git.branches.set(head, fake.git.branches.get('main') ?? '');
    fake.openPull(head, base, 'First');
    fake.closePull(1);
    const { owner, repo, token } = fake;
    const at = { host: 'git.example.com', owner, repo, token };
    return { fake, forge: new GiteaForge(at) };
  }

  it('is the one that is open, however many others are', async () => {
    const { fake, forge } = start();
    for (let i = 0; i < 120; i++) {
      fake.git.branches.set(`b${i}`, fake.git.branches.get('main') ?? '');
      fake.openPull(`b${i}`, base, `Other ${i}`);
    }
    fake.openPull(head, base, 'Of a fork');
    Object.assign(fake.pulls.at(-1) ?? {}, { isOfFork: true });
    const closed = await forge.findPullRequest({ head, base });
    expect(closed).toMatchObject({ number: 1, state: 'closed' });
    fake.openPull(head, base, 'Again, by a person');
    const found = await forge.findPullRequest({ head, base });
    expect(found).toMatchObject({ title: 'Again, by a person', state: 'open' });
  });
});

describe('a branch that git has and Gitea does not know', () => {
  const head = 'meshwright/t/e/i';
  const file = { path: 'b.yaml', content: 'b: 1\n' };
  const request = {
    ...{ branch: head, startFrom: 'main', message: 'Add b' },
    files: [file],
  };

  function start(onSleep: (fake: FakeGitea, times: number) => void) {
    const fake = new FakeGitea({ files: CONFORMANCE_SEED });
    server.use(...fake.handlers());
    // As an earlier run made it that was cut off.
    const main = fake.git.resolve('main');
    const tree = new Map([...(main?.tree ?? []), ['b.yaml', 'b: 0\n']]);
    const parents = [main?.sha ?? ''];
    const half = fake.git.add(parents, tree, 'Add b', 'meshwright');
    fake.halfMade.set(head, half.sha);
    const { owner, repo, token } = fake;
    let times = 0;
    const sleep = async () => onSleep(fake, (times += 1));
    const at = { host: 'git.example.com', owner, repo, token, sleep };
    return { fake, half, forge: new GiteaForge(at), slept: () => times };
  }

  const taken = { fault: 'branch-exists' };

  it('is shown by a commit on top, once it was waited for', async () => {
    const { fake, half, forge, slept } = start(() => {});
    await expect(forge.commit(request)).rejects.toMatchObject(taken);
    expect(slept()).toBe(12);
    const [top, below] = fake.git.history(head);
    expect(below).toBe(half);
    expect(top.tree).toEqual(half.tree);
    expect([...fake.git.branches.keys()]).toEqual(['main', head]);
    expect(fake.writes.some(({ body }) => 'force_push' in body)).toBe(false);
  });

  it('is found for accounts that Gitea tells nothing', async () => {
    const { fake, forge } = start(() => {});
    fake.faults.push({
      when: 'after',
      on: ({ method, path }) => {
        if (method !== 'POST' || path !== '/contents') return undefined;
        fake.faults.length = 0;
        return HttpResponse.json({ message: '' }, { status: 500 });
      },
    });
    await expect(forge.commit(request)).rejects.toMatchObject(taken);
    expect(fake.git.history(head)).toHaveLength(3);
  });

  it('is left as people made it while it was looked at', async () => {
    const { fake, half, forge } = start(() => {});
    let person = '';
    fake.faults.push({
      when: 'before',
      on: ({ body }) => {
        if (body.branch === undefined || body.branch === 'main') return;
        fake.meanwhile = () => {
          const tree = new Map([...half.tree, ['x.md', 'x\n']]);
          person = fake.git.add([half.sha], tree, 'Edit', 'ana.ruiz').sha;
          fake.halfMade.delete(head);
          fake.git.branches.set(head, person);
        };
      },
    });
    await expect(forge.commit(request)).rejects.toMatchObject(taken);
    expect(fake.git.branches.get(head)).toBe(person);
    expect([...fake.git.branches.keys()]).toEqual(['main', head]);
  });

  it('is left alone when it is shown while it is waited for', async () => {
    const { fake, forge } = start((one, times) => {
      if (times < 3) return;
      one.git.branches.set(head, one.git.branches.get('main') ?? '');
    });
    await expect(forge.commit(request)).rejects.toMatchObject(taken);
    expect(fake.writes).toHaveLength(1);
  });

  it('is no reason when git has none: the error stands', async () => {
    const { fake, forge, slept } = start(() => {});
    fake.halfMade.clear();
    fake.faults.push({
      when: 'before',
      on: ({ method }) =>
        method === 'POST'
          ? HttpResponse.json({ message: '' }, { status: 500 })
          : undefined,
    });
    await expect(forge.commit(request)).rejects.toMatchObject({
      fault: 'unavailable',
    });
    expect(slept()).toBe(0);
  });
});
