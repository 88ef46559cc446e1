import {
  CONFORMANCE_SEED,
  FakeGithub,
  forgeConformance,
} from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { gitBlobId } from '../gitBlobId';
import { GithubForge } from './GithubForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function start(fake: FakeGithub) {
  server.use(...fake.handlers());
  const { host, owner, repo } = fake;
  const token = async () => fake.token;
  return { host, owner, repo, token };
}

describe.each([
  ['github.com', false],
  ['github.example.com', true],
])('%s', (host, enterprise) => {
  forgeConformance('GithubForge on the fake', async () => {
    const fake = new FakeGithub({ host, enterprise, files: CONFORMANCE_SEED });
    const at = start(fake);
    return {
      forge: new GithubForge(at),
      withWrongToken: new GithubForge({ ...at, token: async () => 'wrong' }),
      missing: new GithubForge({ ...at, repo: 'nowhere' }),
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

it('shortens a body that GitHub would refuse, not its marker', async () => {
  const fake = new FakeGithub({ files: CONFORMANCE_SEED });
  const forge = new GithubForge(start(fake));
  fake.git.branches.set('b', fake.git.commitTo('main', {}, 'ana').sha);
  const marker = '<!-- meshwright:{"a":1} -->';
  const body = `First.\n\n${'x\n\n'.repeat(40_000)}${marker}`;
  const request = { head: 'b', base: 'main', title: 't', body };
  const { number } = await forge.createPullRequest(request);
  await forge.updatePullRequest(number, { title: 't', body });
  expect(fake.pulls[0].body.length).toBeLessThanOrEqual(65_536);
  expect(fake.pulls[0].body.endsWith(marker)).toBe(true);
});

it('refuses a file whose text is not what git has', async () => {
  const host = 'latin1.example.com';
  const fake = new FakeGithub({ host, enterprise: true, files: {} });
  const forge = new GithubForge(start(fake));
  const bytes = Buffer.from('# gr\xfc\xdfe\n', 'latin1');
  const object = { isBinary: false, isTruncated: false };
  // GitHub puts U+FFFD in the place of what is no UTF-8.
  const entry = {
    ...{ mode: 0o100644, type: 'blob', oid: gitBlobId(bytes) },
    object: { ...object, text: bytes.toString('utf8') },
  };
  const repository = { id: 'R_1', object: { oid: 'a'.repeat(40), f0: entry } };
  fake.breakCall = () => ({
    when: 'before',
    answer: HttpResponse.json({ data: { repository } }),
  });
  await expect(forge.readFiles('main', ['a.yaml'])).rejects.toThrow(
    'a.yaml is not a plain file of readable size: move it out of the way.',
  );
});
