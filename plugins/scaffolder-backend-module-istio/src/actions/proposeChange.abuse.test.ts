import {
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import { FakeGitea } from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { FakeIstioBackend } from '../__testUtils__/fakeIstioBackend';
import { generateAction } from '../__testUtils__/generateAction';
import { exampleInput, runAction, workspace } from '../__testUtils__/runAction';
import { generateExamples } from './generate.examples';
import { createProposeAction } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const FOLDER = 'istio';
const FILE = 'shop/cart-ingress.yaml';

describe('istio:gitops:propose against abuse', () => {
  const directory = workspace();
  const outside = workspace();
  let fake: FakeGitea;
  let auditor: ReturnType<typeof mockServices.auditor.mock>;

  const inFolder = (path: string) => directory.resolve(FOLDER, path);

  const generate = () =>
    runAction(
      generateAction('ingress', new FakeIstioBackend()),
      exampleInput(generateExamples.ingress[0]),
      {
        workspacePath: directory.path,
        templateInfo: { entityRef: 'template:default/expose-service' },
      },
    );

  const propose = (input: JsonObject = {}, gitops: JsonObject = {}) => {
    const config = new ConfigReader({
      app: { baseUrl: 'https://backstage.example.com' },
      istio: {
        gitops: {
          repoUrl: 'git.example.com?owner=platform&repo=gitops',
          ...gitops,
        },
      },
      integrations: {
        gitea: [{ host: 'git.example.com', password: fake.token }],
      },
    });
    return runAction(
      createProposeAction({
        auditor,
        backend: new FakeIstioBackend(),
        config,
        integrations: ScmIntegrations.fromConfig(config),
      }),
      input,
      {
        workspacePath: directory.path,
        templateInfo: { entityRef: 'template:default/expose-service' },
        user: { ref: 'user:default/ana.ruiz' },
      },
    );
  };

  beforeEach(async () => {
    directory.clear();
    outside.clear();
    fake = new FakeGitea({ files: { 'clusters/eu-1/README.md': 'eu-1\n' } });
    server.use(...fake.handlers());
    auditor = mockServices.auditor.mock();
    auditor.createEvent.mockResolvedValue({
      success: jest.fn(),
      fail: jest.fn(),
    });
    await generate();
  });

  const definitions = () => readFileSync(inFolder(FILE), 'utf8');

  // Abuse case 19.
  describe('symbolic links', () => {
    const link = (target: string, path: string) => {
      rmSync(path, { recursive: true, force: true });
      symlinkSync(target, path);
    };

    it('reads nothing through a link, however many links are in between', async () => {
      const secret = outside.resolve('secret.yaml');
      writeFileSync(secret, definitions().replace('cart', 'canary'));
      link(secret, outside.resolve('one'));
      link(outside.resolve('one'), inFolder('two'));
      link(inFolder('two'), inFolder(FILE));
      await expect(propose()).rejects.toThrow();
      expect(fake.calls).toEqual([]);
    });

    it('follows no link to a file of the workspace either', async () => {
      writeFileSync(inFolder('other.yaml'), definitions());
      link(inFolder('other.yaml'), inFolder(FILE));
      await expect(propose()).rejects.toThrow(`${FILE} is a link`);
      expect(fake.calls).toEqual([]);
    });

    it('reads no folder that is a link out of the workspace', async () => {
      mkdirSync(outside.resolve('istio'));
      writeFileSync(
        outside.resolve('istio/change.json'),
        readFileSync(inFolder('change.json')),
      );
      link(outside.resolve('istio'), directory.resolve(FOLDER));
      await expect(propose()).rejects.toThrow('not allowed to refer');
      await expect(propose({ directory: '../x' })).rejects.toThrow(
        'not allowed to refer',
      );
      expect(fake.calls).toEqual([]);
    });

    it('writes nothing through a link, one that leads nowhere yet included', async () => {
      const target = outside.resolve('made.yaml');
      link(target, inFolder(FILE));
      await expect(generate()).rejects.toThrow();
      link(inFolder('inside-target'), inFolder(FILE));
      await expect(generate()).rejects.toThrow();
      expect(() => readFileSync(target)).toThrow('ENOENT');
      expect(() => readFileSync(inFolder('inside-target'))).toThrow('ENOENT');
    });
  });

  // Abuse cases 20 and 21.
  it.each<[string, () => string, RegExp]>([
    [
      'an alias bomb',
      () =>
        [
          'a: &a [x, x, x, x, x, x, x, x, x]',
          ...'bcdefghi'
            .split('')
            .map(
              (key, i) =>
                `${key}: &${key} [${Array(9)
                  .fill(`*${'abcdefgh'[i]}`)
                  .join(', ')}]`,
            ),
        ].join('\n'),
      /alias/i,
    ],
    ['deep nesting', () => '['.repeat(10_000), /nested too deeply/],
    ['50 MB', () => 'a: b\n'.repeat(10_000_000), /bytes, at most/],
    [
      '__proto__',
      () => `${definitions()}__proto__: {polluted: true}\n`,
      /"__proto__"/,
    ],
    ['a merge key', () => `${definitions()}<<: {x: 1}\n`, /"<<"/],
  ])('refuses %s before any call, fast', async (_, text, message) => {
    writeFileSync(inFolder(FILE), text());
    const began = process.cpuUsage();
    await expect(propose()).rejects.toThrow(message);
    expect(process.cpuUsage(began).user).toBeLessThan(20_000_000);
    expect(fake.calls).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  // Abuse case 21.
  it('takes no prototype from the file that says what the change is', async () => {
    const head = readFileSync(inFolder('change.json'), 'utf8');
    const polluted = head.replace('{', '{"__proto__": {"polluted": true},');
    writeFileSync(inFolder('change.json'), polluted);
    await propose().catch(() => {});
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  // Abuse case 26.
  it('commits nothing that no step declared', async () => {
    writeFileSync(directory.resolve('.env'), 'TOKEN=canary\n');
    for (const stray of ['.env', 'shop/.env', 'shop/stray.yaml']) {
      mkdirSync(join(inFolder(stray), '..'), { recursive: true });
      writeFileSync(inFolder(stray), 'TOKEN: canary\n');
    }
    const { outputs } = await propose();
    const commit = fake.git.resolve(String(outputs.branch));
    expect([...(commit?.tree.keys() ?? [])].sort()).toEqual([
      'clusters/eu-1/README.md',
      'clusters/eu-1/istio-ingress/cart-ingress.yaml',
      'clusters/eu-1/istio-ingress/kustomization.yaml',
      'clusters/eu-1/kustomization.yaml',
      'clusters/eu-1/shop/cart-ingress.yaml',
      'clusters/eu-1/shop/kustomization.yaml',
    ]);
    const written = [...(commit?.tree.values() ?? [])].join();
    expect(written + fake.pulls[0].body).not.toContain('canary');
  });

  // Abuse case 27.
  it.each([
    [{ repoUrl: 'git.example.com?owner=other&repo=gitops' }, /may not be/],
    [{ repoUrl: 'git.example.com?owner=platform&repo=app' }, /may not be/],
    [{ repoUrl: 'git.example.com?owner=a%2f..%2fb&repo=gitops' }, /no valid/],
    [{ repoUrl: '169.254.169.254?owner=platform&repo=gitops' }, /may not be/],
  ])('proposes to no repository like %j', async (input, message) => {
    const repositories = ['git.example.com/platform/gitops*'];
    await expect(propose(input, { repositories })).rejects.toThrow(message);
    expect(fake.calls).toEqual([]);
    const { outputs } = await propose({}, { repositories });
    expect(outputs.status).toBe('created');
  });

  // Abuse case 28.
  it('leaves one audit event of each proposal, with who, what and where', async () => {
    const success = jest.fn();
    const fail = jest.fn();
    auditor.createEvent.mockResolvedValue({ success, fail });
    await propose();
    expect(auditor.createEvent.mock.calls).toEqual([
      [
        {
          eventId: 'istio-change-propose',
          severityLevel: 'medium',
          meta: {
            actor: 'user:default/ana.ruiz',
            task: 'mock-task-id',
            repository: 'git.example.com?owner=platform&repo=gitops',
            branch: 'main',
            change: 'expose-service/cart/eu-1-ingress-shop-cart',
            cluster: 'eu-1',
            remove: false,
          },
        },
      ],
    ]);
    expect(success).toHaveBeenCalledWith({
      meta: {
        outcome: 'created',
        pullRequest: 'https://git.example.com/platform/gitops/pulls/1',
      },
    });
    fake.protectedPrefix = 'meshwright/';
    fake.pulls.length = 0;
    fake.git.branches.delete(
      'meshwright/expose-service/cart/eu-1-ingress-shop-cart',
    );
    await expect(propose()).rejects.toThrow('A protection rule');
    expect(auditor.createEvent).toHaveBeenCalledTimes(2);
    expect(fail).toHaveBeenCalledTimes(1);
    const told = JSON.stringify([
      auditor.createEvent.mock.calls,
      fail.mock.calls,
    ]);
    expect(told).not.toContain(fake.token);
  });
});
