import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import { type AnyFake, EVERY_FORGE, nativeImport } from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { FakeIstioBackend } from '../__testUtils__/fakeIstioBackend';
import { generateAction } from '../__testUtils__/generateAction';
import { exampleInput, runAction, workspace } from '../__testUtils__/runAction';
import { shippedSchemas } from '../schema/shippedSchemas';
import { generateExamples } from './generate.examples';
import { createProposeAction } from './proposeChange';
import { createValidateAction } from './validateChange';

const server = setupServer();
const fakes: AnyFake[] = [];
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  for (const fake of fakes.splice(0)) fake.stop?.();
});
afterAll(() => server.close());

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The row of a forge in the table of calls. */
function toldCalls(title: string) {
  const rows = README.split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(cells => cells.length === 8 && /^\d$/.test(cells[2]));
  const row = rows.find(([, titles]) => titles.split(', ').includes(title));
  const [preview, first, again, update, more] = (row ?? [])
    .slice(2)
    .map(Number);
  return { preview, first, again, update, more };
}

const SHOP = 'clusters/eu-1/shop';
const KUSTOMIZATION = `${SHOP}/kustomization.yaml`;
const OWN = `${SHOP}/cart-ingress.yaml`;
const BY_HAND = `${SHOP}/service-1.yaml`;
const BRANCH = 'meshwright/expose-service/cart/eu-1-ingress-shop-cart';

/**
 * Calls that commits of others take: their contents are read, and some forges
 * are asked anew whether the pull request can be merged.
 */
const ANEW: Record<string, { update: number; again: number }> = {
  GitLab: { update: 1, again: 0 },
  'Azure DevOps': { update: 2, again: 0 },
  'Bitbucket Cloud': { update: 2, again: 1 },
};

/** A namespace with a file for each of its services. */
function folder(count: number): Record<string, string> {
  const names = Array.from({ length: count }, (_, at) => `service-${at}`);
  return {
    'clusters/eu-1/kustomization.yaml': 'resources:\n  - shop\n',
    [KUSTOMIZATION]: `resources:\n${names
      .map(name => `  - ${name}.yaml\n`)
      .join('')}`,
    ...Object.fromEntries(
      names.map(name => [
        `${SHOP}/${name}.yaml`,
        `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: shop\n`,
      ]),
    ),
  };
}

const EMPTY = { 'clusters/eu-1/kustomization.yaml': 'resources: []\n' };

describe.each(EVERY_FORGE)('the calls of a proposal to %s', (title, entry) => {
  const told = toldCalls(title);
  const created = { status: 'created', calls: told.first, writes: 2 };
  const unchanged = { status: 'unchanged', calls: told.again, writes: 0 };
  // Data Center refuses an edit of the version from before the push.
  const writes = title === 'Bitbucket Data Center' ? 3 : 2;
  const updated = { status: 'updated', calls: told.update, writes };
  const directory = workspace();

  beforeEach(() => directory.clear());

  const generate = (change: JsonObject = {}) =>
    runAction(
      generateAction('ingress', new FakeIstioBackend()),
      { ...exampleInput(generateExamples.ingress[0]), ...change },
      {
        workspacePath: directory.path,
        templateInfo: { entityRef: 'template:default/expose-service' },
      },
    );

  function start(files: Record<string, string>) {
    const host = `git-${Math.random()}.example.com`;
    // Commits of its own: what the process knows of others is no help then.
    const { fake, integrations, repoUrl } = entry.make(host, {
      ...files,
      'nonce.md': `${host}\n`,
    });
    fakes.push(fake);
    server.use(...fake.handlers());
    const config = new ConfigReader({
      app: { baseUrl: 'https://backstage.example.com' },
      istio: { gitops: { repoUrl, token: fake.token } },
      integrations,
    });
    const deps = {
      ...{ backend: new FakeIstioBackend(), config },
      integrations: ScmIntegrations.fromConfig(config),
      auditor: mockServices.auditor.mock(),
    };
    const at = { workspacePath: directory.path };
    const schemas = shippedSchemas(nativeImport);
    const now = () => new Date('2026-11-22T14:20:00Z');
    const validate = () =>
      runAction(createValidateAction({ ...deps, schemas, now }), {}, at);
    const propose = async ({ isDryRun = false } = {}) => {
      fake.calls.length = 0;
      const action = createProposeAction(deps);
      const { outputs } = await runAction(action, {}, { ...at, isDryRun });
      const calls = fake.calls.filter(
        // Of Bitbucket, told beside the table.
        ({ path }) => !/default-reviewers|conditions/.test(path),
      );
      const written = calls.map(call => call.writes ?? call.method !== 'GET');
      return {
        status: outputs.status,
        calls: calls.length,
        writes: written.filter(Boolean).length,
      };
    };
    const text = (path: string) => fake.git.resolve(BRANCH)?.tree.get(path);
    return { fake, validate, propose, text };
  }

  // Must show: at most 4 calls for a proposal, 2 without a write again.
  it('are four at most, and two again', () => {
    expect(told.first).toBeLessThanOrEqual(4);
    expect(told.again).toBeLessThanOrEqual(2);
  });

  it.each([
    ['an empty cluster', EMPTY],
    ['a folder with other files', folder(3)],
    ['a folder with a file for each of sixty services', folder(60)],
  ])('are as told in %s', async (_, files) => {
    await generate();
    const { validate, propose } = start(files);
    await validate();
    expect(await propose()).toEqual(created);
    expect(await propose()).toEqual(unchanged);
    await generate({ host: 'basket.shop.example.com' });
    await validate();
    expect(await propose()).toEqual(updated);
    expect(await propose()).toEqual(unchanged);
  });

  it.each([
    ['an empty cluster', EMPTY],
    ['a folder with a file for each of sixty services', folder(60)],
  ])('are as told for a preview of %s', async (_, files) => {
    await generate();
    const { validate, propose } = start(files);
    await validate();
    const shown = await propose({ isDryRun: true });
    expect(shown).toEqual({
      ...{ status: 'dry-run', calls: told.preview, writes: 0 },
    });
  });

  it('are as many more as told without a validation', async () => {
    await generate();
    const { propose } = start(folder(3));
    const calls = told.first + told.more;
    expect(await propose()).toEqual({ ...created, calls });
    expect(await propose()).toEqual(unchanged);
  });

  it('are as told for a removal', async () => {
    await generate();
    const { fake, validate, propose } = start(folder(60));
    await propose();
    fake.mergePull(1);
    await generate({ remove: true });
    await validate();
    expect(await propose()).toEqual(created);
    expect(await propose()).toEqual(unchanged);
  });

  it('are as told where people have an object in a file of their own', async () => {
    await generate();
    const path = directory.resolve('istio/shop/cart-ingress.yaml');
    const { validate, propose, text } = start({
      ...folder(3),
      [BY_HAND]: `# ours\n${readFileSync(path, 'utf8')}`,
    });
    await generate({ host: 'basket.shop.example.com' });
    await validate();
    expect(await propose()).toEqual(created);
    expect(await propose()).toEqual(unchanged);
    expect(text(OWN)).toBeUndefined();
    expect(text(BY_HAND)).toContain('basket.shop');
  });

  it('are as told where an earlier run wrote into another folder', async () => {
    await generate({ gateway: { namespace: 'edge' } });
    const first = start(folder(3));
    await first.propose();
    first.fake.mergePull(1);
    const merged = first.fake.git.resolve('main')?.tree ?? new Map();
    // A forge that has no pull request of it any more, which would be looked at.
    const { fake, validate, propose } = start(Object.fromEntries(merged));
    const former = 'clusters/eu-1/edge/cart-ingress.yaml';
    const main = () => fake.git.resolve('main')?.tree;
    expect(main()?.get(former)).toContain('kind: Certificate');
    await generate();
    await validate();
    expect(await propose()).toEqual(created);
    expect(await propose()).toEqual(unchanged);
    fake.mergePull(1);
    expect(main()?.get(former)).toBeUndefined();
    expect(main()?.get('clusters/eu-1/kustomization.yaml')).not.toContain(
      'edge',
    );
  });

  it('are as told where people move an object on the branch', async () => {
    await generate();
    const { fake, validate, propose, text } = start(folder(3));
    await validate();
    await propose();
    const edit = {
      [BY_HAND]: `# ours\n${text(OWN)}`,
      [OWN]: undefined,
      [KUSTOMIZATION]: folder(3)[KUSTOMIZATION],
    };
    fake.git.commitTo(BRANCH, edit, 'ana.ruiz');
    await generate({ host: 'basket.shop.example.com' });
    await validate();
    const { update, again } = ANEW[title] ?? { update: 0, again: 0 };
    expect(await propose()).toEqual({
      ...updated,
      calls: told.update + update,
    });
    expect(await propose()).toEqual({
      ...unchanged,
      calls: told.again + again,
    });
    expect(text(OWN)).toBeUndefined();
    expect(text(BY_HAND)).toContain('basket.shop');
  });
});
