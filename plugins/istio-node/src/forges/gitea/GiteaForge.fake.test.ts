import {
  CONFORMANCE_SEED,
  FakeGitea,
  forgeConformance,
} from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { GiteaForge } from './GiteaForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

forgeConformance('GiteaForge on the fake', async () => {
  const fake = new FakeGitea({ files: CONFORMANCE_SEED });
  server.use(...fake.handlers());
  const { owner, repo, token } = fake;
  const at = { host: 'git.example.com', owner, repo, token };
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
    fake.halfMade.add(head);
    const { owner, repo, token } = fake;
    let times = 0;
    const sleep = async () => onSleep(fake, (times += 1));
    const at = { host: 'git.example.com', owner, repo, token, sleep };
    return { fake, forge: new GiteaForge(at), slept: () => times };
  }

  it('is made anew, once it was waited for', async () => {
    const { fake, forge, slept } = start(() => {});
    const { sha } = await forge.commit(request);
    expect(slept()).toBe(12);
    expect(fake.git.branches.get(head)).toBe(sha);
    expect(fake.writes.map(({ body }) => body.force_push)).toEqual([
      undefined,
      true,
    ]);
  });

  it('is left alone when it is shown while it is waited for', async () => {
    const { fake, forge } = start((one, times) => {
      if (times < 3) return;
      one.git.branches.set(head, one.git.branches.get('main') ?? '');
    });
    await expect(forge.commit(request)).rejects.toMatchObject({
      fault: 'branch-exists',
    });
    expect(fake.writes).toHaveLength(1);
  });
});
