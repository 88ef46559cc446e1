import { ProtocolClient } from '../../testing/ProtocolClient';
import { KubeServer } from '../KubeServer';

describe('what is too old', () => {
  const server = new KubeServer({ name: 'expiry' });
  let client: ProtocolClient;

  beforeAll(async () => {
    client = new ProtocolClient({
      url: await server.listen(),
      tokens: { admin: 'sandbox-admin', reader: '', nobody: '' },
    });
    for (const name of ['a', 'b', 'c']) {
      server.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
    }
  });
  afterAll(() => server.close());

  const path = '/api/v1/configmaps';

  function forget() {
    server.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c' },
    });
    server.store.compact();
  }

  it('ends a watch with an ERROR event of status 410', async () => {
    const { body } = await client.get(path);
    forget();
    const watch = await client.watch(
      `${path}?resourceVersion=${body.metadata.resourceVersion}`,
    );
    await watch.ended;
    expect(watch.events).toEqual([
      {
        type: 'ERROR',
        object: {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: expect.stringMatching(
            /^too old resource version: \d+ \(\d+\)$/,
          ),
          reason: 'Expired',
          code: 410,
        },
      },
    ]);
  });

  it('refuses to go on with a list, and offers to go on without consistency', async () => {
    const { body: page } = await client.get(`${path}?limit=1`);
    forget();
    const next = (token: unknown) =>
      client.get(
        `${path}?limit=5&continue=${encodeURIComponent(String(token))}`,
      );
    const refused = await next(page.metadata.continue);
    expect([refused.status, refused.body.reason]).toEqual([410, 'Expired']);
    expect(refused.body.message).toContain(
      'The provided continue parameter is too old',
    );
    const rest = await next(refused.body.metadata.continue);
    expect(rest.status).toBe(200);
    expect(rest.body.items.map(({ metadata }) => metadata.name)).toEqual([
      'b',
      'c',
    ]);
  });

  it('refuses an exact revision that is gone', async () => {
    const { body } = await client.get(path);
    forget();
    const query = `resourceVersion=${body.metadata.resourceVersion}&resourceVersionMatch=Exact`;
    const { status, body: refusal } = await client.get(`${path}?${query}`);
    expect([status, refusal.message]).toEqual([
      410,
      'The resourceVersion for the provided list is too old.',
    ]);
  });

  it('keeps a bounded history by itself', async () => {
    const small = new KubeServer({ name: 'small', historyLimit: 10 });
    const from = small.store.resourceVersion;
    for (let index = 0; index < 20; index += 1) {
      small.put({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `m-${index}` },
      });
    }
    const type = small.registry.byName('configmaps');
    expect(type && small.store.eventsSince(type, from)).toBeUndefined();
  });

  it('sends bookmarks at its interval', async () => {
    const quick = new KubeServer({ name: 'quick', bookmarkEveryMs: 20 });
    const other = new ProtocolClient({
      url: await quick.listen(),
      tokens: { admin: 'sandbox-admin', reader: '', nobody: '' },
    });
    const watch = await other.watch(
      `${path}?allowWatchBookmarks=true&resourceVersion=${quick.store.resourceVersion}`,
    );
    quick.store.advance(100);
    const newest = String(quick.store.resourceVersion);
    const ofNewest = (events: typeof watch.events) =>
      events.filter(
        ({ object }) => String(object.metadata.resourceVersion) === newest,
      );
    await watch.until(events => ofNewest(events).length >= 2);
    watch.stop();
    expect(ofNewest(watch.events).length).toBeGreaterThanOrEqual(2);
    expect(new Set(watch.events.map(({ type }) => type))).toEqual(
      new Set(['BOOKMARK']),
    );
    await quick.close();
  });

  it('goes back with a restored store', async () => {
    const restored = new KubeServer({ name: 'restored' });
    for (let index = 0; index < 5; index += 1) {
      restored.put({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `m-${index}` },
      });
    }
    const { resourceVersion } = restored.store;
    restored.store.rewind(100);
    const other = new ProtocolClient({
      url: await restored.listen(),
      tokens: { admin: 'sandbox-admin', reader: '', nobody: '' },
    });
    const { body } = await other.get(path);
    expect(body.metadata.resourceVersion).toBe('100');
    expect(body.items.map(({ metadata }) => metadata.resourceVersion)).toEqual(
      Array(5).fill('100'),
    );
    const ahead = await other.get(`${path}?resourceVersion=${resourceVersion}`);
    expect(ahead.status).toBe(504);
    await restored.close();
  });

  it('refuses to begin with what is there when it is told to', async () => {
    const older = new KubeServer({ name: 'older', watchList: false });
    const other = new ProtocolClient({
      url: await older.listen(),
      tokens: { admin: 'sandbox-admin', reader: '', nobody: '' },
    });
    const { status, body } = await other.get(
      `${path}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`,
    );
    expect([status, body.reason]).toEqual([422, 'Invalid']);
    await older.close();
  });
});
