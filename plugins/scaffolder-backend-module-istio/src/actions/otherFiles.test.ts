import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import { startForge, type Forge } from '@meshwright/sandbox';
import { nativeImport } from '@meshwright/test-kit';
import { FakeIstioBackend } from '../__testUtils__/fakeIstioBackend';
import { generateAction } from '../__testUtils__/generateAction';
import { exampleInput, runAction, workspace } from '../__testUtils__/runAction';
import { shippedSchemas } from '../schema/shippedSchemas';
import { generateExamples } from './generate.examples';
import { createValidateAction } from './validateChange';

const TOKEN = 'canary-forge-token';

const PATH = 'clusters/eu-1/payments/web.yaml';

/** Of another team, merged and nowhere yet. */
const TAKEN = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: web, namespace: payments}
spec:
  selector: {istio: ingressgateway}
  servers:
    - port: {number: 443, name: https, protocol: HTTPS}
      hosts: [cart.shop.example.com]
      tls: {mode: SIMPLE, credentialName: web}
`;

const BOUND = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: payments}
spec: {hosts: [b.example.com], gateways: [shop/cart-gateway]}
`;

describe('the other files of the repository', () => {
  const directory = workspace();
  const forgeData = workspace();
  let forge: Forge;
  let backend: FakeIstioBackend;
  let host: string;

  beforeAll(async () => {
    forge = await startForge({
      port: 0,
      dataDir: forgeData.path,
      seed: {
        'clusters/eu-1/kustomization.yaml': 'resources: [payments]\n',
        'clusters/eu-1/payments/kustomization.yaml':
          'resources: [web.yaml, bound.yaml]\n',
        [PATH]: TAKEN,
        'clusters/eu-1/payments/bound.yaml': BOUND,
      },
      ...{ owner: 'platform', repo: 'gitops', user: 'meshwright' },
      token: TOKEN,
    });
    host = `localhost:${forge.port}`;
  });

  afterAll(() => forge.stop());

  const generate = (change: object = {}) =>
    runAction(
      generateAction('ingress', backend),
      { ...exampleInput(generateExamples.ingress[0]), ...change },
      { workspacePath: directory.path },
    );

  beforeEach(async () => {
    directory.clear();
    backend = new FakeIstioBackend();
    await generate();
  });

  const run = (
    input: JsonObject = {},
    {
      password = TOKEN,
      repo = 'gitops',
      ...more
    }: { password?: string; repo?: string } & JsonObject = {},
  ) => {
    const config = new ConfigReader({
      istio: { gitops: { repoUrl: `${host}?owner=platform&repo=${repo}` } },
      integrations: {
        gitea: [{ host, baseUrl: forge.url, username: 'meshwright', password }],
      },
      ...more,
    });
    return runAction(
      createValidateAction({
        ...{ backend, config, schemas: shippedSchemas(nativeImport) },
        integrations: ScmIntegrations.fromConfig(config),
        now: () => new Date('2026-11-22T14:20:00Z'),
      }),
      input,
      { workspacePath: directory.path, isDryRun: true },
    );
  };

  it('go to the backend with the intent', async () => {
    const { outputs } = await run();
    expect(outputs.unverified).toEqual([]);
    const [{ repository, remove }] = backend.validated;
    expect(remove).toBe(false);
    expect(repository?.unverified).toEqual([]);
    expect(repository?.objects.map(({ path }) => path)).toEqual([
      PATH,
      'clusters/eu-1/payments/bound.yaml',
    ]);
  });

  it('are not looked at where the step says so, or no repository is named', async () => {
    await run({ otherFiles: false });
    await run({}, { istio: {} });
    expect(backend.validated.map(one => one.repository)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('still tell of conflicts when the backend does not', async () => {
    backend.validateAnswer = { state: 'silent', reason: 'no answer' };
    const { outputs } = await run();
    expect(outputs.findings).toContainEqual(
      expect.objectContaining({
        ...{ code: 'IST0145', severity: 'error', path: PATH },
        cause: expect.stringContaining(PATH),
      }),
    );
    expect(outputs.unverified).toEqual([
      'Nothing was checked against cluster eu-1: the Istio backend did not answer (no answer)',
    ]);
  });

  it.each([
    [
      'may not ask',
      () => {
        backend.validateAnswer = { state: 'forbidden', reason: 'denied' };
      },
    ],
    [
      'may not read zones, while nothing else answers',
      () => {
        backend.validateAnswer = { state: 'silent', reason: 'no answer' };
        backend.zonesAnswer = { state: 'forbidden', reason: 'denied' };
      },
    ],
    [
      'gets no answer that tells of the right',
      async () => {
        await generate({ remove: true });
        backend.validateAnswer = { state: 'refused', reason: 'no cluster' };
        backend.zonesAnswer = { state: 'silent', reason: 'no answer' };
      },
    ],
  ])('are not told to one who %s', async (_, spoil) => {
    await spoil();
    const { outputs, log } = await run();
    expect(outputs.findings).toEqual([]);
    expect(outputs.unverified).toContain(
      'The other files of the repository were not looked at (you lack a right)',
    );
    expect(JSON.stringify([outputs, log])).not.toContain('payments');
  });

  it('do not stop a change when the backend refuses them', async () => {
    const answers = backend.validate.bind(backend);
    jest.spyOn(backend, 'validate').mockImplementation(async (one, call) => {
      const answer = await answers(one, call);
      const reason = 'repository.objects.0 is too long';
      return one.repository ? { state: 'refused', reason } : answer;
    });
    const { outputs } = await run();
    expect(backend.validated).toHaveLength(2);
    expect(backend.validated[1]).not.toHaveProperty('repository');
    expect(outputs.verifiedAgainst).toBeDefined();
    expect(outputs.unverified).toEqual([
      'The other files of the repository were not looked at: the Istio backend refuses the question with them (repository.objects.0 is too long)',
    ]);
  });

  it('are asked about by a removal too', async () => {
    await generate({ remove: true });
    await run();
    expect(backend.validated).toMatchObject([{ remove: true }]);
    expect(backend.validated[0].repository?.objects).toHaveLength(2);
  });

  it('alone judge a removal from a cluster that the backend does not know', async () => {
    await generate({ remove: true });
    backend.validateAnswer = { state: 'refused', reason: 'no cluster eu-1' };
    const { outputs } = await run();
    // That the zones are told says that the caller may read the files, too.
    expect(outputs.unverified).toEqual([
      'Nothing was checked against cluster eu-1: the Istio backend refuses the question (no cluster eu-1)',
    ]);
  });

  it.each([
    ['the token is refused', { password: 'wrong' }, /refuses the credential/],
    ['there is no such repository', { repo: 'gone' }, /was not found/],
    [
      'the task has no token of the user',
      { scaffolder: { requireScmUserCredentials: true } },
      /in your own name only/,
    ],
    [
      'the repository is not allowed',
      {
        istio: {
          gitops: {
            repoUrl: 'example.com?owner=o&repo=r',
            repositories: ['git.example.com/a/*'],
          },
        },
      },
      /may not be proposed/,
    ],
  ])('are unverified when %s', async (_, config, words) => {
    const { outputs, log } = await run({}, config as JsonObject);
    const { repository } = backend.validated[0];
    expect(repository?.objects).toEqual([]);
    expect(repository?.unverified).toEqual([expect.stringMatching(words)]);
    expect(JSON.stringify([outputs, log, repository])).not.toMatch(
      /canary|wrong/,
    );
  });
});
