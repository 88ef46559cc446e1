import {
  mockCredentials,
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { NotAllowedError, serializeError } from '@backstage/errors';
import { delay, http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { nothingFound, shopZone } from '../__testUtils__/fakeIstioBackend';
import { HttpIstioBackend } from './HttpIstioBackend';

const BASE = 'http://localhost:0/api/istio';
const credentials = mockCredentials.user('user:default/ana.ruiz');

const intent = {
  cluster: 'eu-1',
  scope: 'namespace',
  namespace: 'shop',
  mode: 'STRICT',
};
const entityRef = 'component:default/cart';
const changeId = 'eu-1-mtls-shop-default';
const proposed = { kind: 'mtls', intent, entityRef, changeId };

describe('HttpIstioBackend', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const backendWithin = (timeoutMs: number) =>
    new HttpIstioBackend({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async plugin => `http://localhost:0/api/${plugin}`,
      }),
      timeoutMs,
    });
  const backend = backendWithin(60_000);

  const validate = () => backend.validate(proposed, { credentials });

  it('asks for the initiator and returns what the backend says', async () => {
    const seen: Array<{ authorization: string | null; body: unknown }> = [];
    server.use(
      http.post(`${BASE}/validate`, async ({ request }) => {
        const authorization = request.headers.get('authorization');
        seen.push({ authorization, body: await request.json() });
        return HttpResponse.json(nothingFound);
      }),
    );
    await expect(validate()).resolves.toEqual({
      state: 'answered',
      value: nothingFound,
    });
    expect(seen).toEqual([
      {
        authorization: mockCredentials.service.header({
          onBehalfOf: credentials,
          targetPluginId: 'istio',
        }),
        body: { kind: 'mtls', intent, entityRef, change: changeId },
      },
    ]);
  });

  it('reads the zones', async () => {
    server.use(
      http.get(`${BASE}/exposure/zones`, () =>
        HttpResponse.json({ items: [shopZone] }),
      ),
    );
    await expect(backend.zones({ credentials })).resolves.toEqual({
      state: 'answered',
      value: [shopZone],
    });
  });

  it.each([
    ['networking.istio.io', 'networking.istio.io'],
    ['', 'core'],
  ])('reads the schema of a kind of group "%s"', async (group, path) => {
    const schema = { served: true, root: 'A', schemas: { A: {} } };
    server.use(
      http.get(`${BASE}/clusters/eu-1/schemas/${path}/v1/A`, () =>
        HttpResponse.json(schema),
      ),
    );
    await expect(
      backend.kindSchema(
        { cluster: 'eu-1', group, version: 'v1', kind: 'A' },
        { credentials },
      ),
    ).resolves.toEqual({ state: 'answered', value: schema });
  });

  it('reads that a kind is not served', async () => {
    server.use(
      http.get(`${BASE}/clusters/eu-1/schemas/core/v1/A`, () =>
        HttpResponse.json({ served: false }),
      ),
    );
    await expect(
      backend.kindSchema(
        { cluster: 'eu-1', group: '', version: 'v1', kind: 'A' },
        { credentials },
      ),
    ).resolves.toEqual({ state: 'answered', value: { served: false } });
  });

  it('registers a change', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE}/changes`, async ({ request }) => {
        bodies.push(await request.json());
        return new HttpResponse(null, { status: 201 });
      }),
    );
    const change = {
      id: 'x',
      entityRef: 'component:default/cart',
      template: 'expose-service',
      title: 'Expose cart',
      cluster: 'eu-1',
      repoUrl: 'localhost:7011?owner=platform&repo=gitops',
      pullRequest: { number: 1, url: 'http://localhost:7011/1' },
      objects: [],
      intentHash: 'abc',
    };
    await expect(
      backend.registerChange(change, { credentials }),
    ).resolves.toEqual({ state: 'answered', value: undefined });
    expect(bodies).toEqual([change]);
  });

  it('has an intent kept', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE}/intents`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ change: 'c' }, { status: 201 });
      }),
    );
    const kept = { kind: 'mtls', intent, template: 'enforce-mtls' };
    await expect(backend.keepIntent(kept, { credentials })).resolves.toEqual({
      state: 'answered',
      value: undefined,
    });
    expect(bodies).toEqual([kept]);
  });

  it.each([
    [403, 'forbidden'],
    [400, 'refused'],
    [503, 'silent'],
  ])('tells status %s apart', async (status, state) => {
    const error = serializeError(new NotAllowedError('istio.mesh.read'));
    server.use(
      http.post(`${BASE}/validate`, () =>
        HttpResponse.json(
          { error, response: { statusCode: status } },
          { status },
        ),
      ),
    );
    await expect(validate()).resolves.toEqual({
      state,
      reason: 'istio.mesh.read',
    });
  });

  it.each([
    ['a network that fails', () => HttpResponse.error(), /./],
    [
      'a body that is no result',
      () => HttpResponse.json({ hello: 'world' }),
      /not as the Istio backend documents it/,
    ],
  ])('takes %s as silence', async (_, respond, reason) => {
    server.use(http.post(`${BASE}/validate`, respond));
    await expect(validate()).resolves.toEqual({
      state: 'silent',
      reason: expect.stringMatching(reason),
    });
  });

  it('takes no answer in time as silence', async () => {
    server.use(http.post(`${BASE}/validate`, () => delay('infinite')));
    await expect(
      backendWithin(200).validate(proposed, { credentials }),
    ).resolves.toEqual({
      state: 'silent',
      reason: expect.stringMatching(/no answer within 0\.2 s/),
    });
  });

  it('ends with the task when that is cancelled', async () => {
    const task = new AbortController();
    task.abort(new Error('cancelled'));
    server.use(
      http.post(`${BASE}/validate`, () => HttpResponse.json(nothingFound)),
    );
    await expect(
      backend.validate(proposed, { credentials, signal: task.signal }),
    ).rejects.toThrow('cancelled');
  });
});
