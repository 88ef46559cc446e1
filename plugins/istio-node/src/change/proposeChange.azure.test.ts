import { FakeAzure } from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { exposeRequest as request, SEED } from '../__testUtils__/exposeRequest';
import { proposeSuite } from '../__testUtils__/proposeSuite';
import { AzureForge } from '../forges/azure/AzureForge';
import { forgeFault } from '../forges/forgeFault';
import { proposeChange } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const READ = false;
const WRITE = true;

function start() {
  // A host of its own: neither limits nor contents are those of another test.
  const host = `azure-${Math.random()}.example.com`;
  const fake = new FakeAzure({ host, files: SEED });
  server.use(...fake.handlers());
  const { organization, project, repo } = fake;
  const token = async () => fake.token;
  const sleep = async () => {};
  const at = { host, organization, project, repo, token, sleep };
  return { fake, forge: new AzureForge(at) };
}

proposeSuite(
  'Azure DevOps',
  start,
  {
    // Both branches, the files; then the push and the pull request.
    first: [READ, READ, WRITE, WRITE],
    // The pull request and the contents are known: look at it, ids.
    again: [READ, READ],
  },
  {
    rule: /^A branch policy of acme\/Mesh Platform\/gitops on Azure DevOps at .* forbids to commit to branch .* \(TF402455: Pushes to this branch are not permitted; you must use a pull request.*\): ask its owners to leave branches meshwright\/\*\* without one\.$/,
    limited: () =>
      HttpResponse.json(
        {
          message:
            'TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource XPC.',
        },
        { status: 429, headers: { 'retry-after': '90000' } },
      ),
  },
);

describe('proposeChange on Azure DevOps', () => {
  it('slows down when an answer says that requests are delayed', async () => {
    const { fake, forge } = start();
    fake.breakCall = ({ path }) =>
      path.includes('/refs?')
        ? {
            when: 'after',
            answer: HttpResponse.json(
              { count: 0, value: [] },
              {
                headers: {
                  'retry-after': '90',
                  'x-ratelimit-resource': 'core',
                  'x-ratelimit-delay': '12.5',
                },
              },
            ),
          }
        : undefined;
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('rate-limited');
    expect(fake.calls).toHaveLength(1);
  });
});
