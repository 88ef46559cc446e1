import { mockApis, registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { cart } from '../../dev/scenarios/cart';
import { IstioClient } from './IstioClient';

const BASE = 'http://backend.example.com/api/istio';

describe('IstioClient', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const client = new IstioClient({
    fetchApi: mockApis.fetch({
      resolvePluginProtocol: {
        discoveryApi: {
          getBaseUrl: async id => `http://backend.example.com/api/${id}`,
        },
      },
    }),
  });

  it('reads the status of an entity', async () => {
    server.use(
      http.get(`${BASE}/entities/component/default/cart/status`, () =>
        HttpResponse.json(cart.status),
      ),
    );
    await expect(
      client.getEntityStatus('component:default/cart'),
    ).resolves.toEqual(cart.status);
  });

  it('escapes what stands in a name', async () => {
    let path = '';
    server.use(
      http.post(`${BASE}/clusters/:cluster/refresh`, ({ request }) => {
        path = new URL(request.url).pathname;
        return new HttpResponse(null, { status: 202 });
      }),
    );
    await client.refreshCluster('eu/1');
    expect(path).toBe('/api/istio/clusters/eu%2F1/refresh');
  });

  it('tells not permitted from not found', async () => {
    server.use(
      http.get(`${BASE}/entities/component/default/cart/status`, () =>
        HttpResponse.json(
          {
            error: { name: 'NotAllowedError', message: 'no' },
            response: { statusCode: 403 },
          },
          { status: 403 },
        ),
      ),
    );
    await expect(
      client.getEntityStatus('component:default/cart'),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 403 });
  });

  it('asks for a page of the fleet, each value of a filter by itself', async () => {
    const asked: string[] = [];
    server.use(
      http.get(`${BASE}/fleet/:kind`, ({ request }) => {
        const { pathname, search } = new URL(request.url);
        asked.push(`${pathname}${search}`);
        return HttpResponse.json({ items: [], total: 0 });
      }),
    );
    await client.getFleetSummary();
    await client.getFleetPage('trust-roots');
    await client.getFleetPage('workloads', {
      cluster: ['eu-1', 'eu-2'],
      q: 'a&b',
      muted: undefined,
      limit: 50,
      cursor: 'x=y',
    });
    expect(asked).toEqual([
      '/api/istio/fleet/summary',
      '/api/istio/fleet/trust-roots',
      '/api/istio/fleet/workloads?cluster=eu-1&cluster=eu-2&q=a%26b&limit=50&cursor=x%3Dy',
    ]);
  });

  it('asks for summaries and validations by POST', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE}/entities/summaries`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ items: [] });
      }),
      http.post(`${BASE}/validate`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ findings: [], passed: 3, unverified: [] });
      }),
    );
    await client.getEntitySummaries(['component:default/cart']);
    const result = await client.validate('ingress', { host: 'a.example.com' });
    expect(result.passed).toBe(3);
    expect(bodies).toEqual([
      { entityRefs: ['component:default/cart'] },
      { kind: 'ingress', intent: { host: 'a.example.com' } },
    ]);
  });
});
