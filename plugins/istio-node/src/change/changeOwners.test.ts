import {
  FakeBitbucketCloud,
  FakeBitbucketServer,
  FakeGithub,
  FakeGitlab,
} from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { exposeRequest as request, SEED } from '../__testUtils__/exposeRequest';
import { forgeError, forgeFault } from '../forges/forgeFault';
import type { Forge } from '../forges/Forge';
import { BitbucketCloudForge } from '../forges/bitbucketCloud/BitbucketCloudForge';
import { BitbucketServerForge } from '../forges/bitbucketServer/BitbucketServerForge';
import { GithubForge } from '../forges/github/GithubForge';
import { GitlabForge } from '../forges/gitlab/GitlabForge';
import { nameOwners, readWithOwners } from './changeOwners';
import { proposeChange } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
const fakes: Array<{ stop(): void }> = [];
afterEach(() => {
  server.resetHandlers();
  for (const fake of fakes.splice(0)) fake.stop();
});
afterAll(() => server.close());

const OWNERS = '* @acme/platform\n/clusters/eu-1/shop/ @team-shop @ana.ruiz\n';

function github(files: Record<string, string>) {
  const host = `github-${Math.random()}.example.com`;
  const fake = new FakeGithub({ host, enterprise: true, files });
  server.use(...fake.handlers());
  const { owner, repo } = fake;
  const token = async () => fake.token;
  return { fake, forge: new GithubForge({ host, owner, repo, token }) };
}

function gitlab(files: Record<string, string>) {
  const host = `gitlab-${Math.random()}.example.com`;
  const fake = new FakeGitlab({ host, files });
  server.use(...fake.handlers());
  const { owner, repo } = fake;
  const token = async () => fake.token;
  return { fake, forge: new GitlabForge({ host, owner, repo, token }) };
}

function cloud(files: Record<string, string>) {
  const apiHost = `api.${Math.random()}.example.com`;
  const fake = new FakeBitbucketCloud({ apiHost, files });
  fake.defaultReviewers = ['sam.okafor'];
  fakes.push(fake);
  server.use(...fake.handlers());
  const { workspace, repo, apiUrl: apiBaseUrl } = fake;
  const authorization = async () => `Bearer ${fake.token}`;
  const at = { workspace, repo, apiBaseUrl, authorization };
  return { fake, forge: new BitbucketCloudForge(at) };
}

function dataCenter(files: Record<string, string>) {
  const host = `bitbucket-${Math.random()}.example.com`;
  const fake = new FakeBitbucketServer({ host, files });
  const about = (id: string, type: string, name: string) => ({
    sourceRefMatcher: { id: 'ANY_REF_MATCHER_ID', type: { id: 'ANY_REF' } },
    targetRefMatcher: { id, displayId: id, type: { id: type } },
    reviewers: [{ name }],
  });
  fake.conditions.push(
    about('refs/heads/main', 'BRANCH', 'sam.okafor'),
    about('release/*', 'PATTERN', 'no.one'),
    about('production', 'MODEL_BRANCH', 'no.one.either'),
  );
  fakes.push(fake);
  server.use(...fake.handlers());
  const { project, repo, token } = fake;
  const forge = new BitbucketServerForge({ host, project, repo, token });
  return { fake, forge };
}

describe('owners of a change', () => {
  it.each([
    ['Cloud', cloud],
    ['Data Center', dataCenter],
  ])(
    'are named with the default reviewers in a preview on Bitbucket %s',
    async (_, start) => {
      const files = { ...SEED, '.bitbucket/CODEOWNERS': OWNERS };
      const { fake, forge } = start(files);
      const dry = await proposeChange(request(forge, {}, { dryRun: true }));
      const named = (dry.owners ?? []).map(({ name }) => name);
      expect(named).toEqual([
        ...['@acme/platform', '@team-shop', '@ana.ruiz', 'sam.okafor'],
      ]);
      fake.calls.length = 0;
      const { owners = [] } = await proposeChange(request(forge));
      expect(owners.map(({ name }) => name)).toEqual(named.slice(0, -1));
      // What the preview has asked is not asked again.
      expect(fake.calls.length).toBeLessThanOrEqual(4);
      expect(fake.pulls[0].body).toContain('`@team-shop`');
    },
  );

  it('are named without default reviewers that cannot be read', async () => {
    const { fake, forge } = cloud(SEED);
    fake.breakCall = ({ path }) =>
      path.startsWith('effective')
        ? { when: 'before', answer: new Response('', { status: 400 }) }
        : undefined;
    const dry = await proposeChange(request(forge, {}, { dryRun: true }));
    expect(dry).toMatchObject({ outcome: 'dry-run', owners: [] });
  });

  it.each([
    ['GitHub', github, '.github/CODEOWNERS'],
    ['GitLab', gitlab, '.gitlab/CODEOWNERS'],
  ])(
    'are named in preview, pull request and result on %s, at no call more',
    async (_, start, path) => {
      const { fake, forge } = start({ ...SEED, [path]: OWNERS });
      const dry = await proposeChange(request(forge, {}, { dryRun: true }));
      const named = (dry.owners ?? []).map(({ name }) => name);
      expect(named).toContain('@team-shop');
      expect(named).toContain('@acme/platform');
      fake.calls.length = 0;
      const result = await proposeChange(request(forge));
      expect(result.owners).toEqual(dry.owners);
      expect(fake.calls).toHaveLength(4);
      expect(fake.pulls[0].body).toMatch(
        /## Code owners\n\n.*`@team-shop` \(\d files\), `@ana\.ruiz`/,
      );
      fake.calls.length = 0;
      const again = await proposeChange(request(forge));
      expect(again.outcome).toBe('unchanged');
      expect(fake.calls).toHaveLength(2);
    },
  );

  it('are named when a rule forbids the branch', async () => {
    const files = { ...SEED, CODEOWNERS: OWNERS };
    const { fake, forge } = github(files);
    fake.protectedPrefix = 'meshwright/';
    const error = await proposeChange(request(forge)).catch(e => e);
    expect(forgeFault(error)).toBe('forbidden');
    expect(error.message).toMatch(
      /Owners of these files by CODEOWNERS: .*@team-shop, @ana\.ruiz.*\.$/,
    );
  });

  it('are nobody without the file', async () => {
    const { fake, forge } = github(SEED);
    const result = await proposeChange(request(forge));
    expect(result.owners).toEqual([]);
    expect(fake.pulls[0].body).not.toContain('Code owners');
  });

  it('does not stop for an owners file that cannot be read', async () => {
    const asked: Array<readonly string[]> = [];
    const readFiles: Forge['readFiles'] = async (_, paths) => {
      asked.push(paths);
      if (paths.length > 1) {
        throw forgeError('invalid', 'CODEOWNERS is not a plain file.');
      }
      return new Map();
    };
    // Of a forge only the reading matters here.
    const forge = { type: 'github', readFiles } as unknown as Forge;
    const answer = await readWithOwners(forge, 'main', ['a']);
    expect(answer).toEqual({ files: new Map(), asked: ['a'] });
    expect(asked).toEqual([expect.arrayContaining(['a', 'CODEOWNERS']), ['a']]);
  });

  it('leaves other errors as they are', () => {
    const stale = forgeError('stale', 'moved');
    expect(nameOwners(stale, [{ name: '@a', paths: ['b'] }])).toBe(stale);
    expect(stale.message).toBe('moved');
  });
});
