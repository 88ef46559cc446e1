import { FakeGitlab } from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { exposeRequest as request, SEED } from '../__testUtils__/exposeRequest';
import { proposeSuite } from '../__testUtils__/proposeSuite';
import { forgeFault } from '../forges/forgeFault';
import { GitlabForge } from '../forges/gitlab/GitlabForge';
import { proposeChange } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function start() {
  // A host of its own: the rate limit of one test is not that of another.
  const host = `gitlab-${Math.random()}.example.com`;
  const fake = new FakeGitlab({ host, files: SEED });
  server.use(...fake.handlers());
  const { owner, repo } = fake;
  const token = async () => fake.token;
  const sleep = async () => {};
  return { fake, forge: new GitlabForge({ host, owner, repo, token, sleep }) };
}

proposeSuite(
  'GitLab',
  start,
  { first: [false, false, true, true], again: [false, false] },
  {
    rule: /^A rule of mesh\/platform\/gitops on GitLab at .* forbids to commit to branch .* \(403 Forbidden - You are not allowed to push into this branch\): ask its maintainers to allow branches meshwright\/\*\*/,
    limited: () =>
      new HttpResponse('Retry later', {
        status: 429,
        headers: {
          'retry-after': '90000',
          'ratelimit-limit': '600',
          'ratelimit-remaining': '0',
          'ratelimit-reset': `${Math.ceil(Date.now() / 1000) + 90_000}`,
        },
      }),
  },
);

describe('proposeChange on GitLab', () => {
  it.each([
    "Branch name 'meshwright/x' does not follow the pattern '^(feature)/'",
    'Pushes to protected branches that contain changes to files that\nmatch patterns defined in `CODEOWNERS` are disabled for this project.',
    'GitLab: You cannot push commits for this committer.',
  ])('tells what a push rule says: %s', async said => {
    const { fake, forge } = start();
    fake.hookMessage = said;
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('forbidden');
    expect(error.message).toContain('A rule of mesh/platform/gitops');
    expect(error.message).toContain(said.replace('\n', ' ').slice(0, 40));
    expect(fake.calls.filter(({ writes }) => writes)).toHaveLength(1);
  });

  it('reads RateLimit-Reset where Retry-After is missing', async () => {
    const { fake, forge } = start();
    const reset = Math.ceil(Date.now() / 1000) + 90_000;
    fake.breakCall = () => ({
      when: 'before',
      answer: new HttpResponse('Retry later', {
        status: 429,
        headers: {
          'ratelimit-remaining': '0',
          'ratelimit-reset': `${reset}`,
        },
      }),
    });
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(error.message).toMatch(/try again in 2[56] h/);
  });
});
