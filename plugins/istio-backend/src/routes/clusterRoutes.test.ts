import {
  MeshIndex,
  trimObject,
  WATCHED_RESOURCES,
} from '@meshwright/backstage-plugin-istio-common';
import request from 'supertest';
import {
  freshnessOf,
  GRAFANA,
  liveCluster,
  startRouter,
  ZONE,
} from './__testUtils__/startRouter';

function indexWithNamespace(name: string): MeshIndex {
  const [namespaces] = WATCHED_RESOURCES.filter(
    ({ kind }) => kind === 'Namespace',
  );
  const object = trimObject(namespaces, { metadata: { name } });
  return MeshIndex.build(object ? [object] : []);
}

describe('cluster routes', () => {
  it('lists clusters in configured order', async () => {
    const { app } = await startRouter();
    const { status, body } = await request(app).get('/clusters');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { cluster: 'eu-1', state: 'live' },
      { cluster: 'ap-1', state: 'unreachable', message: 'connection refused' },
    ]);
  });

  it('says where the dashboards of a cluster are, and of no other', async () => {
    const { app } = await startRouter();
    const { body } = await request(app).get('/clusters');
    const [eu, ap] = body.items;
    expect(eu.grafana).toEqual(GRAFANA);
    expect(ap).not.toHaveProperty('grafana');
  });

  it('lists what forms choose from', async () => {
    const { app } = await startRouter({
      live: {
        'eu-1': liveCluster(
          freshnessOf('eu-1', 'live'),
          indexWithNamespace('shop'),
        ),
      },
    });
    const { status, body } = await request(app).get('/clusters/eu-1/inventory');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      cluster: 'eu-1',
      namespaces: [{ name: 'shop' }],
    });
  });

  it('says why there is nothing to choose from', async () => {
    const { app } = await startRouter({
      live: {
        'ap-1': liveCluster(
          freshnessOf('ap-1', 'unreachable', 'connection refused'),
          new MeshIndex(),
          false,
        ),
      },
    });
    const { status, body } = await request(app).get('/clusters/ap-1/inventory');
    expect(status).toBe(503);
    expect(body.error.message).toBe(
      'Cluster ap-1 was not read yet (connection refused); type the names by hand',
    );
  });

  it.each(['get /clusters/us-1/inventory', 'post /clusters/us-1/refresh'])(
    'names the clusters there are: %s',
    async route => {
      const { app } = await startRouter();
      const [method, path] = route.split(' ');
      const agent = request(app);
      const { status, body } = await (method === 'get'
        ? agent.get(path)
        : agent.post(path));
      expect(status).toBe(404);
      expect(body.error.message).toBe(
        "There is no cluster 'us-1'; the configured clusters are: eu-1, ap-1",
      );
    },
  );

  it('reads a cluster anew, but not twice at once', async () => {
    const live = liveCluster(freshnessOf('eu-1', 'live'));
    const { app, auditor } = await startRouter({ live: { 'eu-1': live } });
    await request(app).post('/clusters/eu-1/refresh').send({}).expect(202);
    await request(app).post('/clusters/eu-1/refresh').expect(202);
    expect(live.refreshes).toBe(1);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'cluster-refresh' }),
    );
  });

  it('lists the zones', async () => {
    const { app } = await startRouter();
    const { body } = await request(app).get('/exposure/zones');
    expect(body).toEqual({ items: [ZONE] });
  });

  it.each([
    'get /clusters',
    'get /clusters/eu-1/inventory',
    'post /clusters/eu-1/refresh',
    'get /exposure/zones',
    'get /changes?entityRef=component:default/cart',
    'post /validate',
    'post /changes',
  ])('refuses without permission: %s', async route => {
    const live = liveCluster(freshnessOf('eu-1', 'live'));
    const { app, knex } = await startRouter({
      deny: true,
      live: { 'eu-1': live },
    });
    const [method, path] = route.split(' ');
    const agent = request(app);
    const bodies: Record<string, object> = {
      '/validate': { intent: 'ingress', input: {} },
      '/changes': {
        id: 'a',
        entityRef: 'component:default/cart',
        title: 'Expose',
        repoUrl: 'h?owner=o&repo=r',
        pullRequest: { number: 1, url: 'https://h/1' },
        objects: [],
      },
    };
    const { status } = await (method === 'get'
      ? agent.get(path)
      : agent.post(path).send(bodies[path]));
    expect(status).toBe(403);
    expect(live.refreshes).toBe(0);
    expect(await knex('changes')).toEqual([]);
  });
});
