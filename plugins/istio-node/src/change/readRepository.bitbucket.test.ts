import { EVERY_FORGE, FakeBitbucketCloud } from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { startForge } from '../__testUtils__/everyForge';
import {
  askRepository,
  GATEWAY,
  listing,
  TREE,
} from '../__testUtils__/memoryForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const stops: Array<() => void> = [];
afterEach(() => stops.splice(0).forEach(stop => stop()));

/** Bitbucket Cloud with these files, known to no other test. */
function cloud(files: Record<string, string>) {
  const [, entry] =
    EVERY_FORGE.find(([title]) => title === 'Bitbucket Cloud') ?? [];
  if (!entry) throw new Error('no Bitbucket Cloud');
  // The commits of a repository are known to the process.
  const { fake, openElsewhere } = startForge(entry, files);
  if (!(fake instanceof FakeBitbucketCloud)) throw new Error('another fake');
  server.use(...fake.handlers());
  stops.push(() => fake.stop());
  return { fake, forge: openElsewhere() };
}

const places = (objects: ReadonlyArray<{ path: string }>) =>
  objects.map(({ path }) => path);

describe('the other files of a repository on Bitbucket Cloud', () => {
  it('are read as elsewhere, with the first few', async () => {
    const { fake, forge } = cloud(TREE);
    const { objects, unverified } = await askRepository(forge);
    expect(unverified).toEqual([]);
    expect(places(objects)).toEqual([
      'clusters/eu-1/shop/cart.yaml',
      'clusters/eu-1/pay/web.yaml',
      'clusters/eu-1/all.yaml',
    ]);
    expect(fake.calls.length).toBeLessThanOrEqual(4);
    const sent = fake.calls.length;
    // The commit is known now.
    await askRepository(forge);
    expect(fake.calls.length - sent).toBeLessThanOrEqual(1);
  });

  it('are read of more namespaces than files are asked for', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `team-${i}`);
    const files = Object.fromEntries(
      names.flatMap(name => [
        [`clusters/eu-1/${name}/kustomization.yaml`, listing('web.yaml')],
        [`clusters/eu-1/${name}/web.yaml`, GATEWAY.replace('pay', name)],
      ]),
    );
    const { fake, forge } = cloud({ ...TREE, ...files });
    const { objects } = await askRepository(forge, { namespaces: names });
    expect(objects.length).toBe(3 + names.length);
    expect(fake.calls.length).toBeLessThanOrEqual(6);
  });

  it('are not looked at further where git gives nothing', async () => {
    const { fake, forge } = cloud(TREE);
    fake.servesGit = false;
    const { objects, unverified } = await askRepository(forge);
    expect(objects).toEqual([]);
    expect(unverified).toEqual([
      expect.stringMatching(
        /^Files of the repository that were not looked at: \d files and what they list \(its forge may take a call for each\)/,
      ),
    ]);
    expect(fake.calls.length).toBeLessThanOrEqual(6);
  });
});
