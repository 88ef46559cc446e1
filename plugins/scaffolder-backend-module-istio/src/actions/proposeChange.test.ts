import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import { startForge, type Forge } from '@meshwright/sandbox';
import {
  FakeIstioBackend,
  nothingFound,
} from '../__testUtils__/fakeIstioBackend';
import { exampleInput, runAction, workspace } from '../__testUtils__/runAction';
import { generateAction } from '../__testUtils__/generateAction';
import { generateExamples } from './generate.examples';
import { createProposeAction } from './proposeChange';
import { examples } from './proposeChange.examples';

/** As it passes from step to step. */
const validation: JsonObject = JSON.parse(JSON.stringify(nothingFound));
const TOKEN = 'canary-forge-token';
const USER_TOKEN = 'canary-user-token';
const READER_TOKEN = 'canary-reader-token';

describe('istio:gitops:propose', () => {
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
        'clusters/eu-1/kustomization.yaml': 'resources: []\n',
        'mesh/eu-1/README.md': 'Mesh of eu-1\n',
      },
      owner: 'platform',
      repo: 'gitops',
      user: 'meshwright',
      token: TOKEN,
      accounts: [
        { name: 'ana.ruiz', token: USER_TOKEN, access: 'write' },
        { name: 'reader', token: READER_TOKEN, access: 'read' },
      ],
    });
    host = `localhost:${forge.port}`;
  });

  afterAll(() => forge.stop());

  const generate = (change: object = {}) =>
    runAction(
      generateAction('ingress', backend),
      { ...exampleInput(generateExamples.ingress[0]), ...change },
      {
        workspacePath: directory.path,
        templateInfo: { entityRef: 'template:default/expose-service' },
      },
    );

  beforeEach(async () => {
    directory.clear();
    backend = new FakeIstioBackend();
    await forge.reset();
    await generate();
  });

  const propose = (
    input: JsonObject = {},
    overrides: Partial<ActionContext<JsonObject>> = {},
    config: JsonObject = {},
  ) => {
    const repoUrl = `${host}?owner=platform&repo=gitops`;
    const reader = new ConfigReader({
      app: { baseUrl: 'https://backstage.example.com' },
      istio: { gitops: { repoUrl } },
      integrations: {
        gitea: [
          {
            host,
            baseUrl: forge.url,
            username: 'meshwright',
            password: TOKEN,
          },
        ],
      },
      ...config,
    });
    return runAction(
      createProposeAction({
        auditor: mockServices.auditor.mock(),
        backend,
        config: reader,
        integrations: ScmIntegrations.fromConfig(reader),
      }),
      input,
      {
        workspacePath: directory.path,
        templateInfo: { entityRef: 'template:default/expose-service' },
        user: { ref: 'user:default/ana.ruiz' },
        ...overrides,
      },
    );
  };

  const api = async (path: string) => {
    const response = await fetch(
      `${forge.url}/api/v1/repos/platform/gitops/${path}`,
      {
        headers: { Authorization: `token ${TOKEN}` },
      },
    );
    return response.json();
  };
  const nothingWritten = async () => {
    expect(await api('branches')).toEqual([
      expect.objectContaining({ name: 'main' }),
    ]);
    expect(await api('pulls?state=all')).toEqual([]);
    expect(backend.registered).toEqual([]);
  };

  it('opens a pull request and tells the backend to follow it', async () => {
    const { outputs, log } = await propose({ validation });
    expect(outputs).toMatchObject({
      status: 'created',
      pullRequestNumber: 1,
      pullRequestUrl: expect.stringContaining('/platform/gitops/pulls/1'),
      watchUrl:
        'https://backstage.example.com/catalog/default/component/cart/mesh/changes',
      branch: 'meshwright/expose-service/cart/eu-1-ingress-shop-cart',
      diff: expect.stringContaining('+kind: Gateway'),
    });
    expect(log).toEqual([expect.stringContaining('Opened pull request #1')]);
    const pull = await api('pulls/1');
    expect(pull.title).toBe('mesh(shop): expose cart.shop.example.com [eu-1]');
    expect(pull.body).toContain('user:default/ana.ruiz');
    expect(pull.body).toContain(
      'https://backstage.example.com/create/tasks/mock-task-id',
    );
    expect(pull.body).toContain('eu-1 live state of 2026-11-22T14:19:00.000Z');
    expect(backend.registered).toEqual([
      {
        id: 'expose-service/cart/eu-1-ingress-shop-cart',
        entityRef: 'component:default/cart',
        template: 'expose-service',
        title: 'Expose cart.shop.example.com',
        cluster: 'eu-1',
        repoUrl: `${host}?owner=platform&repo=gitops`,
        pullRequest: { number: 1, url: outputs.pullRequestUrl },
        objects: [
          expect.objectContaining({ kind: 'Certificate' }),
          expect.objectContaining({ kind: 'Gateway' }),
          expect.objectContaining({ kind: 'VirtualService' }),
        ],
        intentHash: expect.stringMatching(/^[0-9a-f]{16}$/),
        host: 'cart.shop.example.com',
      },
    ]);
    expect(backend.kept).toEqual([
      {
        kind: 'ingress',
        template: 'expose-service',
        entityRef: 'component:default/cart',
        intent: expect.objectContaining({ host: 'cart.shop.example.com' }),
      },
    ]);
  });

  it('opens a pull request also where the backend keeps nothing', async () => {
    backend.keepAnswer = { state: 'silent', reason: 'fetch failed' };
    const { outputs, log } = await propose();
    expect(outputs.status).toBe('created');
    expect(log).toContainEqual(
      expect.stringMatching(/did not keep the intent \(fetch failed\)/),
    );
  });

  it('writes nothing the second time, and updates on a changed intent', async () => {
    await propose();
    const commits = (await api('pulls/1')).head.sha;
    expect((await propose()).outputs.status).toBe('unchanged');
    expect((await api('pulls/1')).head.sha).toBe(commits);
    await generate({ host: 'basket.shop.example.com' });
    expect((await propose()).outputs).toMatchObject({
      status: 'updated',
      pullRequestNumber: 1,
      diff: expect.stringContaining('+        - basket.shop.example.com'),
    });
    expect(await api('pulls?state=all')).toHaveLength(1);
  });

  it('shows the diff and writes nothing in a dry run', async () => {
    const { outputs, log } = await propose({}, { isDryRun: true });
    expect(outputs).toMatchObject({
      status: 'dry-run',
      diff: expect.stringContaining('+kind: VirtualService'),
    });
    expect(outputs.pullRequestUrl).toBeUndefined();
    expect(log.join('\n')).toContain('+kind: VirtualService');
    await nothingWritten();
  });

  it('shows whom a dry run would ask, and whom the repository names', async () => {
    const owners = 'clusters/.* @ana.ruiz @platform/owners\n';
    const done = await fetch(
      `${forge.url}/api/v1/repos/platform/gitops/contents`,
      {
        method: 'POST',
        headers: {
          Authorization: `token ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          branch: 'main',
          message: 'Owners',
          files: [
            {
              operation: 'create',
              path: 'CODEOWNERS',
              content: Buffer.from(owners).toString('base64'),
            },
          ],
        }),
      },
    );
    expect(done.status).toBe(201);
    const reviewers = { users: ['sam.okafor'] };
    const { outputs } = await propose({ reviewers }, { isDryRun: true });
    expect(outputs.reviewers).toEqual([
      'sam.okafor',
      '@ana.ruiz',
      '@platform/owners',
    ]);
  });

  it('shows every file in a dry run, and does what it showed', async () => {
    const { outputs } = await propose({}, { isDryRun: true });
    expect(outputs).toMatchObject({
      previewId: expect.stringMatching(/^[0-9a-f]{64}$/),
      objects: expect.arrayContaining([
        {
          ...{ kind: 'VirtualService', namespace: 'shop', name: 'cart' },
          path: 'clusters/eu-1/shop/cart-ingress.yaml',
          change: 'create',
        },
      ]),
      repository: 'platform/gitops',
      base: { branch: 'main', commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
      files: expect.arrayContaining([
        expect.objectContaining({
          path: 'clusters/eu-1/kustomization.yaml',
          change: 'update',
          before: 'resources: []\n',
          after: expect.stringContaining('shop'),
        }),
        expect.objectContaining({
          path: 'clusters/eu-1/shop/cart-ingress.yaml',
          change: 'create',
          removed: 0,
          after: expect.stringContaining('kind: VirtualService'),
        }),
      ]),
    });
    const previewed = String(outputs.previewId);
    await generate({ host: 'basket.shop.example.com' });
    await expect(propose({ previewed })).rejects.toThrow(
      'Look at the preview again',
    );
    await nothingWritten();
    await generate();
    expect((await propose({ previewed })).outputs.status).toBe('created');
  });

  it('takes definitions back by a pull request of its own', async () => {
    const merge = (number: number) =>
      fetch(`${forge.url}/api/v1/repos/platform/gitops/pulls/${number}/merge`, {
        method: 'POST',
        headers: {
          Authorization: `token ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ Do: 'merge' }),
      });
    await propose();
    expect((await merge(1)).status).toBe(200);
    await generate({ remove: true });
    const { outputs } = await propose();
    expect(outputs).toMatchObject({
      status: 'created',
      pullRequestNumber: 2,
      branch: 'meshwright/expose-service/cart/eu-1-remove-ingress-shop-cart',
      diff: expect.stringContaining('-kind: VirtualService'),
    });
    // Nothing of it will be in the cluster: the pull request is all there is to follow.
    const [, removal] = backend.registered;
    expect(removal).toMatchObject({
      title: 'Take back: expose cart.shop.example.com',
      pullRequest: { number: 2 },
      objects: [],
    });
    expect(removal).not.toHaveProperty('cluster');
    expect(removal).not.toHaveProperty('host');
    expect(backend.kept).toHaveLength(1);
    expect((await api('pulls/2')).title).toBe(
      'mesh(shop): take back: expose cart.shop.example.com [eu-1]',
    );
    expect((await propose()).outputs.status).toBe('unchanged');
    expect((await merge(2)).status).toBe(200);
    expect((await propose()).outputs).toMatchObject({
      status: 'unchanged',
      message: expect.stringContaining(
        'has none of the definitions of this change',
      ),
    });
    expect(await api('pulls?state=all')).toHaveLength(2);
  });

  it('proposes what is for no entity, which no page follows', async () => {
    await runAction(
      generateAction('onboard', backend),
      exampleInput(generateExamples.onboard[0]),
      { workspacePath: directory.path },
    );
    const { outputs, log } = await propose();
    expect(outputs).toMatchObject({
      status: 'created',
      branch: 'meshwright/istio/mesh/eu-1-onboard-shop',
      diff: expect.stringMatching(
        /\+\+\+ b\/clusters\/eu-1\/shop-onboard\.yaml[^]*\+kind: ClusterRole/,
      ),
    });
    expect(outputs.watchUrl).toBeUndefined();
    expect(backend.registered).toEqual([]);
    expect(log).toContainEqual(expect.stringContaining('for no entity'));
    expect(backend.kept).toEqual([
      {
        kind: 'onboard',
        template: 'istio',
        intent: expect.objectContaining({ namespace: 'shop' }),
      },
    ]);
    const pull = await api('pulls/1');
    expect(pull.title).toMatch(
      /^mesh\(shop\): bring namespace shop into the mesh, .* \[eu-1\]$/,
    );
  });

  it('changes an object where people have written it', async () => {
    const folder = 'clusters/eu-2/shop';
    const base = `${forge.url}/api/v1/repos/platform/gitops/contents`;
    for (const [name, text] of [
      ['kustomization.yaml', 'resources:\n- mtls.yaml\n'],
      [
        'mtls.yaml',
        'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: shop}\nspec:\n  mtls:\n    mode: PERMISSIVE # for now\n',
      ],
    ]) {
      const response = await fetch(base, {
        method: 'POST',
        headers: {
          Authorization: `token ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          branch: 'main',
          message: 'By hand',
          files: [
            {
              operation: 'create',
              path: `${folder}/${name}`,
              content: Buffer.from(text).toString('base64'),
            },
          ],
        }),
      });
      expect(response.status).toBe(201);
    }
    await runAction(
      generateAction('mtls', backend),
      { ...exampleInput(generateExamples.mtls[0]), cluster: 'eu-2' },
      { workspacePath: directory.path },
    );
    const { outputs } = await propose();
    expect(outputs.diff).toContain('+    mode: STRICT # for now');
    expect(outputs.diff).not.toContain('default-mtls.yaml');
  });

  it('does not propose again when the task is recovered', async () => {
    const kept = new Map<string, JsonValue | void>();
    const checkpoint: ActionContext<JsonObject>['checkpoint'] = async ({
      key,
      fn,
    }) => {
      if (!kept.has(key)) kept.set(key, JSON.parse(JSON.stringify(await fn())));
      // What was kept under the key is what this function returned before.
      return kept.get(key) as Awaited<ReturnType<typeof fn>>;
    };
    const first = await propose({}, { checkpoint });
    const again = await propose({}, { checkpoint });
    expect(again.outputs).toEqual(first.outputs);
    expect(again.outputs.status).toBe('created');
    expect(kept.size).toBe(1);
    expect(await api('pulls?state=all')).toHaveLength(1);
  });

  it.each(examples)('runs the example: $description', async example => {
    const { repoUrl, validation: given, ...input } = exampleInput(example);
    const { outputs } = await propose({
      ...input,
      ...(given && { validation }),
      ...(repoUrl && { repoUrl: `${host}?owner=platform&repo=gitops` }),
    });
    expect(outputs.status).toBe('created');
    expect(outputs.diff).toContain(
      input.path ? 'mesh/eu-1/shop/' : 'clusters/eu-1/shop/',
    );
  });

  it('proposes in the name of the user where a token is given', async () => {
    await propose(
      {},
      { secrets: { USER_OAUTH_TOKEN: USER_TOKEN, USER_OAUTH_HOST: host } },
    );
    expect((await api('pulls/1')).user.login).toBe('ana.ruiz');
  });

  it('says in the pull request when nothing was validated', async () => {
    await propose();
    expect((await api('pulls/1')).body).toContain('None ran.');
  });

  it('gives out texts for the page of the task in which words of others are text', async () => {
    const evil =
      'ACME said:\n\n# Approved\n![x](https://evil.example/?q) <img src=x> ';
    const finding = {
      code: 'MW-ISSUER-NOT-READY',
      severity: 'warning' as const,
      cause: evil.repeat(100),
      fix: evil,
    };
    const unverified = Array.from({ length: 60 }, (_, i) => `${evil} ${i}`);
    const { outputs } = await propose({
      validation: { ...validation, findings: [finding], unverified },
    });
    const texts = JSON.parse(JSON.stringify(outputs.texts));
    expect(texts).toEqual({
      summary: expect.stringMatching(/^Let clients reach shop\/cart at/),
      pullRequest: expect.stringContaining('## Rollback'),
      effects: expect.stringMatching(/^- Certificate first: .*\n- Traffic/),
      warnings: expect.stringMatching(/^- MW-ISSUER-NOT-READY: ACME said: /),
      unverified: expect.stringMatching(/\n- and 10 more$/),
      diff: expect.stringMatching(/^```diff\n[^]*```$/),
    });
    expect(texts.warnings.length).toBeLessThan(1000);
    expect(texts.warnings.split('\n')).toHaveLength(1);
    const shown = [texts.warnings, texts.unverified, texts.pullRequest];
    // Each of them is escaped, wherever it stands.
    expect(shown.join('\n')).not.toMatch(/(?<!\\)(?:!\[|<img)|^# /m);
    expect((await api('pulls/1')).body).toContain(texts.pullRequest);
  });

  it('says nothing of a pull request and of effects where all is so already', async () => {
    await propose();
    const answer = await fetch(
      `${forge.url}/api/v1/repos/platform/gitops/pulls/1/merge`,
      {
        method: 'POST',
        headers: {
          Authorization: `token ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ Do: 'merge' }),
      },
    );
    expect(answer.status).toBe(200);
    const { outputs } = await propose();
    expect(outputs.status).toBe('unchanged');
    expect(outputs.texts).toEqual({
      summary: expect.any(String),
      pullRequest: '',
      effects: '',
      warnings: '',
      unverified: '',
      diff: '',
    });
  });

  it('keeps the pull request when the backend does not follow it', async () => {
    backend.registerAnswer = { state: 'silent', reason: 'ECONNREFUSED' };
    const { outputs, log } = await propose();
    expect(outputs.status).toBe('created');
    expect(log).toContainEqual(
      expect.stringMatching(
        /backend does not follow it \(ECONNREFUSED\); run the template again/,
      ),
    );
  });

  it.each([
    [
      'a repository that is not there',
      () => ({ repoUrl: `${host}?owner=platform&repo=gitopps` }),
      /platform\/gitopps was not found on .*: check its name/,
    ],
    [
      'a branch that is not there',
      () => ({ branch: 'production' }),
      /platform\/gitops has no branch production: create it/,
    ],
    [
      'a host without integration',
      () => ({ repoUrl: 'git.example.org?owner=platform&repo=gitops' }),
      /No integration is configured for git\.example\.org: add it/,
    ],
    [
      'a token without rights',
      () => ({ token: READER_TOKEN }),
      /may not commit to branch .* in platform\/gitops .*give it write access/,
    ],
    [
      'a token that is refused',
      () => ({ token: 'wrong' }),
      /refuses the credential/,
    ],
    [
      'a folder that leads out of the repository',
      () => ({ path: '../{cluster}/{namespace}' }),
      /"\.\.\/eu-1\/istio-ingress\/cart-ingress\.yaml" is not normalised/,
    ],
  ])('refuses %s and writes nothing', async (_, input, sentence) => {
    const failure = await propose(input()).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect((failure as Error).message).toMatch(sentence);
    expect((failure as Error).message).not.toContain(READER_TOKEN);
    await nothingWritten();
  });

  it('refuses the service token where user credentials are required', async () => {
    const config = { scaffolder: { requireScmUserCredentials: true } };
    await expect(propose({}, {}, config)).rejects.toThrow(
      /proposed in your own name only .*sign in to localhost/,
    );
    await nothingWritten();
    const secrets = { USER_OAUTH_TOKEN: USER_TOKEN, USER_OAUTH_HOST: host };
    const { outputs } = await propose({}, { secrets }, config);
    expect(outputs.status).toBe('created');
  });

  it('asks the user to sign in again when their token ran out', async () => {
    const secrets = { USER_OAUTH_TOKEN: 'canary-old', USER_OAUTH_HOST: host };
    await expect(propose({}, { secrets })).rejects.toThrow(
      `${host} refuses your token, as it may have run out; sign in to ${host} again`,
    );
    await nothingWritten();
  });

  it('says what to configure when there is no repository', async () => {
    await expect(propose({}, {}, { istio: {} })).rejects.toThrow(
      /No repository to propose to; set istio\.gitops\.repoUrl/,
    );
    await nothingWritten();
  });

  it('never tells a token', async () => {
    const run = await propose(
      {},
      { secrets: { USER_OAUTH_TOKEN: USER_TOKEN, USER_OAUTH_HOST: host } },
    );
    const told = JSON.stringify([
      run,
      await api('pulls/1'),
      backend.registered,
    ]);
    expect(told).not.toMatch(/canary/);
  });
});
