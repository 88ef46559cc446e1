import { KubeServer } from '../kube/KubeServer';
import { ProtocolClient } from '../testing/ProtocolClient';
import { waitUntil } from '../testing/waitUntil';
import type { Fault } from './Fault';

describe('faults', () => {
  const server = new KubeServer({ name: 'faulty', bookmarkEveryMs: 20 });
  const clientOf = (url: string) =>
    new ProtocolClient({
      url,
      tokens: { admin: 'sandbox-admin', reader: '', nobody: '' },
    });
  let client: ProtocolClient;

  beforeAll(async () => {
    client = clientOf(await server.listen());
  });
  afterEach(() => server.faults.clear());
  afterAll(() => server.close());

  const PODS = '/api/v1/pods';
  const add = (fault: Fault) => server.faults.add(fault);
  const touch = () =>
    server.put({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } });
  const watchPods = () =>
    client.watch(`${PODS}?resourceVersion=${server.store.resourceVersion}`);

  it('meet the named resource only, and as often as asked', async () => {
    add({ resource: 'pods', fault: 'error', times: 2 });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) {
      statuses.push((await client.get(PODS)).status);
    }
    expect(statuses).toEqual([500, 500, 200]);
    add({ resource: 'pods', fault: 'error' });
    expect((await client.get('/api/v1/services')).status).toBe(200);
    add({ resource: 'pods', fault: 'none' });
    expect((await client.get(PODS)).status).toBe(200);
  });

  it('meet the named verb only', async () => {
    add({
      resource: 'gateways.networking.istio.io',
      verb: 'list',
      fault: 'forbidden',
    });
    const path = '/apis/networking.istio.io/v1/gateways';
    expect((await client.get(path)).status).toBe(403);
    const watch = await client.watch(path);
    watch.stop();
    const other = '/apis/gateway.networking.k8s.io/v1/gateways';
    expect((await client.get(other)).status).toBe(200);
  });

  it.each<[Fault, number, string]>([
    [{ fault: 'gone' }, 410, 'Expired'],
    [{ fault: 'forbidden' }, 403, 'Forbidden'],
    [{ fault: 'unauthorized' }, 401, 'Unauthorized'],
    [{ fault: 'error', status: 503 }, 503, 'ServiceUnavailable'],
    [{ fault: 'error', status: 429, retryAfter: 3 }, 429, 'TooManyRequests'],
  ])('answer %j', async (fault, status, reason) => {
    add(fault);
    const answer = await client.get(PODS);
    expect([answer.status, answer.body.reason]).toEqual([status, reason]);
    expect(answer.headers['retry-after']).toBe(fault.retryAfter?.toString());
  });

  it('give 410 as an event of a watch', async () => {
    add({ fault: 'gone', as: 'event', verb: 'watch', times: 1 });
    const watch = await watchPods();
    await watch.ended;
    expect(watch.events).toMatchObject([
      { type: 'ERROR', object: { code: 410 } },
    ]);
  });

  it('close connections without an answer', async () => {
    const watch = await watchPods();
    add({ fault: 'drop' });
    await watch.ended;
    await expect(client.get(PODS)).rejects.toThrow();
  });

  it('make answers late', async () => {
    add({ fault: 'delay', delayMs: 80 });
    const started = performance.now();
    await client.get(PODS);
    expect(performance.now() - started).toBeGreaterThanOrEqual(75);
  });

  it('cut open watches, once or each new one after a while', async () => {
    const first = await watchPods();
    add({ fault: 'cut-watch' });
    await first.ended;
    const second = await watchPods();
    touch();
    await second.until(events => events.length > 0);
    second.stop();
    add({ fault: 'cut-watch', delayMs: 10 });
    const third = await watchPods();
    await third.ended;
    await waitUntil(() => server.faults.openWatches === 0);
    expect(server.faults.openWatches).toBe(0);
  });

  it('cut an event in half, and send the next one whole', async () => {
    const response = await fetch(
      `${server.url}${PODS}?watch=1&resourceVersion=${server.store.resourceVersion}`,
      { headers: { authorization: 'Bearer sandbox-admin' } },
    );
    add({ fault: 'garbage' });
    touch();
    touch();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.split('\n').length > 2) break;
    }
    const [garbage, event] = text.split('\n');
    expect(() => JSON.parse(garbage)).toThrow('JSON');
    expect(JSON.parse(event)).toMatchObject({ type: 'MODIFIED' });
  });

  it('hide one event without a trace', async () => {
    const watch = await watchPods();
    add({ fault: 'hide-event' });
    const hidden = touch();
    const seen = touch();
    await watch.until(events => events.length > 0);
    watch.stop();
    const revisions = watch.events.map(
      ({ object }) => object.metadata.resourceVersion,
    );
    expect(revisions).toEqual([seen.metadata.resourceVersion]);
    expect(revisions).not.toContain(hidden.metadata.resourceVersion);
  });

  it('send an ERROR event to open watches and then to as many new ones', async () => {
    const open = await watchPods();
    add({
      fault: 'error',
      as: 'event',
      verb: 'watch',
      reason: 'StoreReadError',
      times: 2,
    });
    await open.ended;
    const next = await watchPods();
    await next.ended;
    for (const watch of [open, next]) {
      expect(watch.events).toMatchObject([
        { type: 'ERROR', object: { code: 500, reason: 'StoreReadError' } },
      ]);
    }
    const last = await watchPods();
    touch();
    await last.until(events => events.length > 0);
    last.stop();
    expect(last.events[0].type).toBe('MODIFIED');
  });

  it('keep bookmarks back', async () => {
    add({ fault: 'no-bookmarks', times: 1 });
    const query = `allowWatchBookmarks=true&resourceVersion=${server.store.resourceVersion}`;
    const without = await client.watch(`${PODS}?${query}&timeoutSeconds=1`);
    await without.ended;
    expect(without.events).toEqual([]);
    const withThem = await client.watch(`${PODS}?${query}`);
    await withThem.until(events => events.length > 1);
    withThem.stop();
    expect(withThem.events.length).toBeGreaterThan(1);
  });

  it('answer byte by byte', async () => {
    add({ fault: 'slow', delayMs: 10 });
    const answer = client.get(PODS).then(() => 'answered');
    const waited = new Promise(resolve => {
      setTimeout(resolve, 100, 'waited');
    });
    expect(await Promise.race([answer, waited])).toBe('waited');
    await server.close();
    await expect(answer).rejects.toThrow('aborted');
    client = clientOf(await server.listen());
  });

  it('withhold every byte without closing', async () => {
    const watch = await client.watch(
      `${PODS}?allowWatchBookmarks=true&resourceVersion=${server.store.resourceVersion}`,
    );
    await watch.until(events => events.length > 0);
    add({ fault: 'withhold' });
    const before = watch.events.length;
    touch();
    let ended = false;
    watch.ended.then(() => {
      ended = true;
    });
    await new Promise(resolve => {
      setTimeout(resolve, 80);
    });
    expect([watch.events.length, ended]).toEqual([before, false]);
    watch.stop();
  });

  it('forget the history', async () => {
    const from = server.store.resourceVersion;
    touch();
    add({ fault: 'compact' });
    const watch = await client.watch(`${PODS}?resourceVersion=${from}`);
    await watch.ended;
    expect(watch.events[0].object.code).toBe(410);
  });

  it('count the requests that came in', async () => {
    server.requests.clear();
    await client.get(PODS);
    await client.get('/apis/apps/v1/deployments');
    const watch = await watchPods();
    watch.stop();
    expect(server.requests.counts()).toEqual({
      'list pods': 1,
      'list deployments.apps': 1,
      'watch pods': 1,
    });
    expect(server.requests.count('list')).toBe(2);
  });
});
