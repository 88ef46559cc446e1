import { FakeGitea, FakeGithub } from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { GiteaForge } from './gitea/GiteaForge';
import { GithubForge } from './github/GithubForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const PATH = 'clusters/eu-1/kustomization.yaml';
const IN_THE_WAY = `${PATH} is not a plain file of readable size: move it out of the way.`;
const sha = 'a'.repeat(40);

// Abuse case 19, in a repository; GitLab, Azure DevOps and Bitbucket have theirs
// beside their adapters.
it.each([
  ['a symbolic link', { mode: 0o120000, type: 'blob' }],
  ['a submodule', { mode: 0o160000, type: 'commit' }],
  ['a folder', { mode: 0o040000, type: 'tree' }],
])('reads nothing from GitHub through %s', async (_, entry) => {
  const fake = new FakeGithub({ host: 'github.example.com', enterprise: true });
  server.use(...fake.handlers());
  const object = { text: '../secret', isBinary: false, isTruncated: false };
  fake.breakCall = () => ({
    when: 'before',
    answer: HttpResponse.json({
      data: {
        repository: {
          id: 'R_1',
          object: { oid: sha, f0: { ...entry, oid: sha, object } },
        },
      },
    }),
  });
  const { host, owner, repo } = fake;
  const token = async () => fake.token;
  const forge = new GithubForge({ host, owner, repo, token });
  await expect(forge.readFiles('main', [PATH])).rejects.toThrow(IN_THE_WAY);
});

it.each(['symlink', 'submodule', 'dir'])(
  'reads nothing from Gitea through a %s',
  async type => {
    const fake = new FakeGitea();
    server.use(...fake.handlers());
    fake.faults.push({
      when: 'before',
      on: () =>
        HttpResponse.json([
          { path: PATH, sha, type, target: '../secret', encoding: null },
        ]),
    });
    const { owner, repo, token } = fake;
    const at = { host: 'git.example.com', owner, repo, token };
    const forge = new GiteaForge(at);
    await expect(forge.readFiles('main', [PATH])).rejects.toThrow(IN_THE_WAY);
  },
);
