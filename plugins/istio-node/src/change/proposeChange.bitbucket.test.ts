import { FakeBitbucketCloud, FakeBitbucketServer } from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { exposeRequest as request, SEED } from '../__testUtils__/exposeRequest';
import { proposeSuite } from '../__testUtils__/proposeSuite';
import { BitbucketCloudForge } from '../forges/bitbucketCloud/BitbucketCloudForge';
import { BitbucketServerForge } from '../forges/bitbucketServer/BitbucketServerForge';
import { planManifests } from './planManifests';
import { proposeChange } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
const fakes: Array<{ stop(): void }> = [];
afterEach(() => {
  server.resetHandlers();
  for (const fake of fakes.splice(0)) fake.stop();
});
afterAll(() => server.close());

const READ = false;
const WRITE = true;
function startServer() {
  // A host of its own: the rate limit of one test is not that of another.
  const host = `bitbucket-${Math.random()}.example.com`;
  const fake = new FakeBitbucketServer({ host, files: SEED });
  fakes.push(fake);
  server.use(...fake.handlers());
  const { project, repo, token } = fake;
  const forge = new BitbucketServerForge({ host, project, repo, token });
  return { fake, forge };
}

function startCloud() {
  const apiHost = `api.${Math.random()}.example.com`;
  const fake = new FakeBitbucketCloud({ apiHost, files: SEED });
  fakes.push(fake);
  server.use(...fake.handlers());
  const { workspace, repo, apiUrl: apiBaseUrl } = fake;
  const authorization = async () => `Bearer ${fake.token}`;
  const at = { workspace, repo, apiBaseUrl, authorization };
  return { fake, forge: new BitbucketCloudForge(at) };
}

const limited = () =>
  new HttpResponse('Rate limit for this resource has been exceeded', {
    status: 429,
    headers: { 'retry-after': '90000' },
  });

proposeSuite(
  'Bitbucket Data Center',
  startServer,
  {
    // Both branches, the files; then the push and the pull request.
    first: [READ, READ, WRITE, WRITE],
    // The pull request; the commit that it is at was made here.
    again: [READ],
  },
  {
    rule: /^A rule of MESH\/gitops on Bitbucket at .* forbids to commit to branch .* \(pre-receive hook declined: Branch can only be modified.*ask its owners to allow branches meshwright\/\*\*/,
    limited,
  },
);

proposeSuite(
  'Bitbucket Cloud',
  startCloud,
  {
    // Both branches, the files; then the commit, once in ten minutes the
    // default reviewers, and the pull request.
    first: [READ, READ, WRITE, READ, WRITE],
    // Both branches, the pull request; the commit was made here.
    again: [READ, READ],
  },
  {
    rule: /^A rule of acme\/gitops on Bitbucket Cloud forbids to commit to branch .* \(You do not have permission to push to this branch\.\): ask its owners to allow branches meshwright\/\*\*\.$/,
    limited,
  },
);

describe.each([
  ['Bitbucket Data Center', startServer],
  ['Bitbucket Cloud', startCloud],
])('proposeChange on %s', (_, start) => {
  it('warns that there are no labels, and asks the reviewers', async () => {
    const { fake, forge } = start();
    const options = { labels: ['mesh'], reviewers: { users: ['sam.okafor'] } };
    const result = await proposeChange(request(forge, {}, options));
    expect(result.warnings).toEqual([
      expect.stringMatching(/has no labels on pull requests: configure none\./),
    ]);
    expect(fake.pulls[0].requested).toEqual(['sam.okafor']);
    const writes = fake.calls.filter(call => call.writes).length;
    await proposeChange(request(forge, {}, options));
    expect(fake.calls.filter(call => call.writes)).toHaveLength(writes);
  });

  it('begins afresh after a pull request was merged', async () => {
    const { fake, forge } = start();
    const first = await proposeChange(request(forge));
    fake.mergePull(1);
    expect((await proposeChange(request(forge))).outcome).toBe('already-so');
    const next = await proposeChange(request(forge, { port: 9090 }));
    expect(next).toMatchObject({
      outcome: 'created',
      branch: `${first.branch}-2`,
    });
  });
});

it('takes four calls on Bitbucket Cloud when the default reviewers are known', async () => {
  const { fake, forge } = startCloud();
  await proposeChange(request(forge));
  fake.calls.length = 0;
  await proposeChange(request(forge, { service: 'checkout' }));
  expect(fake.calls.map(({ writes }) => writes)).toEqual([
    ...[READ, READ, WRITE, WRITE],
  ]);
});

it('takes two calls again in another task on Bitbucket Data Center', async () => {
  const { fake, forge } = startServer();
  await proposeChange(request(forge));
  fake.calls.length = 0;
  const { project, repo, token, host } = fake;
  const other = new BitbucketServerForge({ host, project, repo, token });
  const { outcome } = await proposeChange(request(other));
  expect(outcome).toBe('unchanged');
  expect(fake.calls.map(({ writes }) => writes)).toEqual([READ, READ]);
});

describe.each([
  ['Bitbucket Data Center', startServer],
  ['Bitbucket Cloud', startCloud],
])('removal on %s', (_, start) => {
  it('takes files out in one commit', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    fake.mergePull(1);
    const wanted = request(forge);
    const plan = planManifests(
      wanted.plan.objects.map(({ object }) => object),
      { cluster: 'eu-1', fileName: 'cart-ingress.yaml' },
      'remove',
    );
    const { branch } = await proposeChange({ ...wanted, plan });
    const tree = fake.git.resolve(branch)?.tree;
    expect(tree?.has('clusters/eu-1/shop/cart-ingress.yaml')).toBe(false);
    expect(tree?.has('clusters/eu-1/shop/kustomization.yaml')).toBe(true);
    expect(fake.git.history(branch)).toHaveLength(4);
  });
});
