import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createForge } from '@meshwright/backstage-plugin-istio-node';
import { EVERY_FORGE, FakeGitea, serveForges } from '@meshwright/test-kit';
import { forgePullRequests } from './forgePullRequests';

const forges = serveForges();

const FILE = 'clusters/eu-1/shop/a.yaml';
const GITOPS = { branch: 'main', path: 'clusters/{cluster}/{namespace}' };

const integrationsOf = (integrations: object) =>
  ScmIntegrations.fromConfig(new ConfigReader({ integrations }));

let hosts = 0;
/** Limits of a host are those of the process. */
const newHost = () => `git-${(hosts += 1)}.example.com`;

/** A reader with a fake of a forge, whose token is that of the operator. */
function start([, { make }]: (typeof EVERY_FORGE)[number]) {
  const made = make(newHost(), { [FILE]: 'a: 1\n' });
  const { fake, repoUrl } = made;
  forges.use(fake.handlers());
  const integrations = integrationsOf(made.integrations);
  const { token } = fake;
  const forge = createForge({ integrations, repoUrl, token });
  return {
    ...{ fake, repoUrl },
    reader: forgePullRequests({
      integrations,
      gitops: { ...GITOPS, repoUrl, token },
    }),
    async open(): Promise<number> {
      await forge.readFiles('main', [FILE]);
      await forge.commit({
        ...{ branch: 'change', startFrom: 'main', message: 'A change' },
        files: [{ path: 'clusters/eu-1/shop/b.yaml', content: 'b: 1\n' }],
      });
      const { number } = await forge.createPullRequest({
        ...{ head: 'change', base: 'main', title: 'A change', body: 'b' },
      });
      return number;
    },
  };
}

describe.each(EVERY_FORGE)('pull requests of %s', (...entry) => {
  const stops: Array<() => void> = [];
  afterEach(() => stops.splice(0).forEach(stop => stop()));

  async function opened() {
    const { fake, reader, repoUrl, open } = start(entry);
    stops.push(() => fake.stop?.());
    const number = await open();
    return { fake, number, read: () => reader.read(repoUrl, number) };
  }

  it('are open until they are not', async () => {
    const { read, number } = await opened();
    const url = expect.stringMatching(
      new RegExp(`^https://.*/${number}(/|$|\\?)`),
    );
    expect(await read()).toEqual({ state: 'open', url, mergedAt: undefined });
  });

  it('take one call, also when they conflict or base has moved', async () => {
    const { fake, read } = await opened();
    const theirs = { 'clusters/eu-1/shop/b.yaml': 'b: 2\n', [FILE]: 'a: 2\n' };
    fake.git.commitTo('main', theirs, 'ana.ruiz');
    fake.calls.length = 0;
    await read();
    expect(fake.calls).toHaveLength(1);
  });

  it('are merged, with the time', async () => {
    const { fake, read, number } = await opened();
    fake.mergePull(number);
    const { state, mergedAt } = await read();
    expect(state).toBe('merged');
    expect(new Date(mergedAt ?? '').getTime()).toBeGreaterThan(0);
  });

  it('are closed', async () => {
    const { fake, read, number } = await opened();
    fake.closePull(number);
    expect(await read()).toMatchObject({
      state: 'closed',
      mergedAt: undefined,
    });
  });

  it('are not there', async () => {
    const { fake, reader, repoUrl } = start(entry);
    stops.push(() => fake.stop?.());
    await expect(reader.read(repoUrl, 4711)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(/ has no pull request #4711$/),
    });
  });
});

describe('pull requests of a forge', () => {
  function gitea({ token, password }: { token?: string; password?: string }) {
    const host = newHost();
    const fake = new FakeGitea({ url: `https://${host}`, files: {} });
    fake.openPull('main', 'main', 'A change');
    forges.use(fake.handlers());
    const repoUrl = `${host}?owner=${fake.owner}&repo=${fake.repo}`;
    const reader = forgePullRequests({
      integrations: integrationsOf({ gitea: [{ host, password }] }),
      gitops: token ? { ...GITOPS, repoUrl, token } : undefined,
    });
    return { fake, host, repoUrl, reader };
  }

  it('that refuses the token are not told, and neither is the token', async () => {
    const { reader, repoUrl } = gitea({ token: 'canary-wrong' });
    const asked = reader.read(repoUrl, 1);
    await expect(asked).rejects.toThrow(/refuse|token|credential/i);
    await expect(asked).rejects.not.toThrow(/canary/);
  });

  it('are read with the integration where the operator gives no token', async () => {
    const { reader, repoUrl, fake } = gitea({ password: 'canary-token-1234' });
    expect(fake.token).toBe('canary-token-1234');
    expect(await reader.read(repoUrl, 1)).toMatchObject({ state: 'open' });
  });

  it('of another repository are not asked for with the token of the operator', async () => {
    const { reader, host, fake, repoUrl } = gitea({
      token: 'canary-token-1234',
    });
    expect(await reader.read(repoUrl, 1)).toMatchObject({ state: 'open' });
    const other = `${host}?owner=${fake.owner}&repo=other`;
    // With that token the fake would say that there is no such repository.
    await expect(reader.read(other, 1)).rejects.toMatchObject({
      name: 'AuthenticationError',
    });
  });

  it('wait as long as the forge asks, and ask nothing meanwhile', async () => {
    const { reader, repoUrl, fake } = gitea({ token: 'canary-token-1234' });
    fake.faults.push({
      when: 'before',
      on: () =>
        new Response('{"message":"slow down"}', {
          ...{ status: 429, headers: { 'retry-after': '36000' } },
        }),
    });
    const limited = {
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /limits the number of requests: try again in \d+ (min|h)\.$/,
      ),
    };
    await expect(reader.read(repoUrl, 1)).rejects.toMatchObject(limited);
    const sent = fake.calls.length;
    expect(sent).toBe(1);
    await expect(reader.read(repoUrl, 1)).rejects.toMatchObject(limited);
    expect(fake.calls).toHaveLength(sent);
  });

  it('that fails are asked for once more, then not told', async () => {
    const { reader, repoUrl, fake } = gitea({ token: 'canary-token-1234' });
    fake.faults.push({
      when: 'before',
      on: () => new Response('oops', { status: 502 }),
    });
    await expect(reader.read(repoUrl, 1)).rejects.toThrow(/answered 502/);
    expect(fake.calls).toHaveLength(2);
    fake.faults.length = 0;
    expect(await reader.read(repoUrl, 1)).toMatchObject({ state: 'open' });
  });

  it.each([
    ['nobody.example.com?owner=a&repo=b', /No integration is configured for/],
    ['https://git.example.com/a/b', /./],
    ['', /./],
  ])(
    'that is none of the integrations are never asked for: %j',
    async (repoUrl, message) => {
      // What is asked without a handler fails otherwise, as it cannot be reached.
      const { reader } = gitea({});
      await expect(reader.read(repoUrl, 1)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
    },
  );
});
