import { KubeServer } from '../kube/KubeServer';
import { ProtocolClient } from '../testing/ProtocolClient';
import type { Fault } from './Fault';

describe('faults', () => {
  const server = new KubeServer({ name: 'faulty', bookmarkEveryMs: 20 });
  let client: ProtocolClient;

  beforeAll(async () => {
    client = new ProtocolClient({
      url: await server.listen(),
      tokens: { admin: 'sandbox-admin', reader: '', nobody: '' },
    });
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
    expect(server.faults.openWatches).toBe(0);
  });

  it('put half a line into a watch', async () => {
    const response = await fetch(
      `${server.url}${PODS}?watch=1&resourceVersion=${server.store.resourceVersion}`,
      { headers: { authorization: 'Bearer sandbox-admin' } },
    );
    add({ fault: 'garbage' });
    touch();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.split('\n').length > 2) break;
    }
    const [garbage, event] = text.split('\n');
    expect(() => JSON.parse(garbage)).toThrow();
    expect(JSON.parse(event)).toMatchObject({ type: expect.any(String) });
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
