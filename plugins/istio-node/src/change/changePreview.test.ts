import { FakeGitea } from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { GiteaForge } from '../forges/gitea/GiteaForge';
import {
  exposeRequest as request,
  KUSTOMIZATION,
  SEED,
} from '../__testUtils__/exposeRequest';
import { previewedFiles, previewId } from './changePreview';
import { proposeChange } from './proposeChange';
import type { ProposeResult } from './proposeTypes';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const SHOP = 'clusters/eu-1/shop/kustomization.yaml';
const CART = 'clusters/eu-1/shop/cart-ingress.yaml';

function start() {
  const fake = new FakeGitea({ files: SEED });
  server.use(...fake.handlers());
  const { owner, repo, token } = fake;
  const forge = new GiteaForge({
    // A host of its own: the rate limit of one test is not that of another.
    host: `${Math.random()}.example.com`,
    baseUrl: fake.url,
    owner,
    repo,
    token,
  });
  return { fake, forge };
}

async function previewOf(...args: Parameters<typeof request>) {
  const [forge, wanted, rest] = args;
  const result: ProposeResult = await proposeChange(
    request(forge, wanted, { ...rest, dryRun: true }),
  );
  if (!result.preview) throw new Error('no preview');
  return result.preview;
}

describe('the preview of a change', () => {
  it('shows every file before and after, and writes nothing', async () => {
    const { fake, forge } = start();
    const preview = await previewOf(forge);
    expect(preview).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      repository: 'platform/gitops',
      base: { branch: 'main', commit: fake.git.history('main')[0].sha },
    });
    const files = new Map(preview.files.map(file => [file.path, file]));
    expect(files.get(CART)).toMatchObject({
      change: 'create',
      after: expect.stringContaining('kind: VirtualService'),
    });
    expect(files.get(CART)).not.toHaveProperty('before');
    expect(files.get(SHOP)).toMatchObject({
      change: 'update',
      added: 1,
      removed: 0,
      before: KUSTOMIZATION,
      after: expect.stringContaining('cart-ingress.yaml'),
    });
    expect(fake.writes).toEqual([]);
  });

  it('is what the run does', async () => {
    const { forge } = start();
    const { id } = await previewOf(forge);
    const result = await proposeChange(request(forge, {}, { previewed: id }));
    expect(result.outcome).toBe('created');
    // A run that was cut short and is recovered has nothing left to agree to.
    const again = await proposeChange(request(forge, {}, { previewed: id }));
    expect(again.outcome).toBe('unchanged');
  });

  it('holds while others change what it leaves alone', async () => {
    const { fake, forge } = start();
    const { id } = await previewOf(forge);
    const text = KUSTOMIZATION.replace(
      '  - storefront',
      '  - basket.yaml\n  - storefront',
    );
    fake.git.commitTo('main', { [SHOP]: text, 'x.md': 'x\n' }, 'ana.ruiz');
    const result = await proposeChange(request(forge, {}, { previewed: id }));
    expect(result.outcome).toBe('created');
    expect(fake.text(result.branch, SHOP)).toContain('basket.yaml');
  });

  it.each([
    ['another intent', { port: 9090 }, {}],
    ['a repository that has moved', {}, { [CART]: 'kind: Other\n' }],
  ])('stops %s before anything is written', async (_, wanted, moved) => {
    const { fake, forge } = start();
    const { id } = await previewOf(forge);
    fake.git.commitTo('main', { 'x.md': 'x\n', ...moved }, 'ana.ruiz');
    await expect(
      proposeChange(request(forge, wanted, { previewed: id })),
    ).rejects.toThrow(
      'platform/gitops has changed on main since the preview, so that this would be another change; nothing was written. Look at the preview again',
    );
    expect(fake.writes).toEqual([]);
  });

  it('stops an update that is not the one that was shown', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge));
    const { id } = await previewOf(forge, { port: 9090 });
    const writes = fake.writes.length;
    await expect(
      proposeChange(request(forge, { port: 9191 }, { previewed: id })),
    ).rejects.toThrow('Look at the preview again');
    expect(fake.writes).toHaveLength(writes);
    const updated = await proposeChange(
      request(forge, { port: 9090 }, { previewed: id }),
    );
    expect(updated.outcome).toBe('updated');
  });
});

describe('previewId', () => {
  const text = (before?: string, after?: string) =>
    previewId({ texts: [{ path: 'a.yaml', before, after }] });

  it.each([
    ['other lines', text('a\n', 'b\n'), text('a\n', 'c\n')],
    ['a new file', text(undefined, ''), text('', '')],
    ['lines that go', text('a\nb\n', 'b\n'), text('a\nb\n', 'a\n')],
  ])('tells %s', (_, one, other) => expect(one).not.toBe(other));
});

describe('previewedFiles', () => {
  const shown = (before: string | undefined, after: string) =>
    previewedFiles({
      files: [{ path: 'a.yaml', change: 'update', added: 1, removed: 0 }],
      texts: [{ path: 'a.yaml', before, after }],
    })[0];

  it.each([
    'apiVersion: v1\nkind: Secret\ndata: {a: Y2FuYXJ5}\n',
    'secretGenerator:\n- literals: [a=canary]\n',
    'x: |\n  -----BEGIN RSA PRIVATE KEY-----\n',
  ])('hides %j', secret => {
    const file = shown(secret, 'a: 1\n');
    expect(file.note).toContain('holds a Secret');
    expect(file).not.toHaveProperty('before');
    expect(file).not.toHaveProperty('after');
  });

  it('shows a name that only sounds like a Secret', () => {
    expect(
      shown('a: 1\n', 'credentialName: cart\nkind: SecretStore\n'),
    ).toEqual(expect.objectContaining({ before: 'a: 1\n' }));
  });

  it('says when a text was too long', () => {
    const file = shown(undefined, 'x'.repeat(300 * 1024));
    expect(file.after).toHaveLength(256 * 1024);
    expect(file.note).toBe('Only the first 256 KB are shown.');
  });
});
