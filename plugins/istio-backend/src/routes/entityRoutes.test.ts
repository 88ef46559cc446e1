import { mockCredentials } from '@backstage/backend-test-utils';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import request from 'supertest';
import {
  component,
  freshnessOf,
  startRouter,
} from './__testUtils__/startRouter';

const CART = component('cart', {
  'backstage.io/kubernetes-namespace': 'shop',
  'backstage.io/kubernetes-label-selector': 'app=cart',
});
const CART_STATUS = '/entities/component/default/cart/status';

describe('entity routes', () => {
  it('answers with the status of an entity', async () => {
    const { app, auditor } = await startRouter({ entities: [CART] });
    const { status, body } = await request(app).get(CART_STATUS);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entityRef: 'component:default/cart',
      generatedAt: '2026-11-22T12:00:00.000Z',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'entity-status-read',
        meta: { entity: 'component:default/cart' },
      }),
    );
  });

  it('reads the entity with the credentials of the caller', async () => {
    const { app, catalog } = await startRouter({ entities: [CART] });
    const read = jest.spyOn(catalog, 'getEntityByRef');
    await request(app)
      .get(CART_STATUS)
      .set('authorization', mockCredentials.user.header('user:default/ana'));
    expect(read).toHaveBeenCalledWith(expect.anything(), {
      credentials: mockCredentials.user('user:default/ana'),
    });
  });

  it('knows nothing of an entity that the caller may not see', async () => {
    const { app } = await startRouter({ entities: [] });
    const { status, body } = await request(app).get(CART_STATUS);
    expect(status).toBe(404);
    expect(body.error.message).toBe(
      'There is no entity component:default/cart in the catalog that you may see',
    );
  });

  it('names the permission that is missing, and nothing else', async () => {
    const { app } = await startRouter({ entities: [CART], deny: true });
    const { status, body } = await request(app).get(CART_STATUS);
    expect(status).toBe(403);
    expect(body.error.message).toContain('istio.mesh.read');
    expect(JSON.stringify(body)).not.toContain('eu-1');
  });

  it('tells no annotation from an unknown state', async () => {
    const { app } = await startRouter({ entities: [component('cart')] });
    const { body } = await request(app).get(CART_STATUS);
    expect(body.state).toBe<EntityStatus['state']>('no-annotation');
  });

  it.each([
    ['live', 'live'],
    ['syncing', 'syncing'],
    ['forbidden', 'forbidden'],
    ['unauthenticated', 'unauthenticated'],
    ['unreachable', 'unreachable'],
    ['degraded', 'degraded'],
  ] as const)('carries a cluster that is %s', async (state, shown) => {
    const { app } = await startRouter({
      entities: [CART],
      clusters: [freshnessOf('eu-1', state, 'because')],
    });
    const { status } = await request(app).get(CART_STATUS);
    expect(status).toBe(200);
    const { body } = await request(app).get('/clusters');
    expect(body.items).toMatchObject([
      { cluster: 'eu-1', state: shown, message: 'because' },
    ]);
  });

  it('calls live data stale once nobody confirms it', async () => {
    const old = freshnessOf('eu-1', 'live');
    const confirmedAt = '2026-11-22T11:50:00.000Z';
    const { app } = await startRouter({
      clusters: [
        {
          ...old,
          confirmedAt,
          resources: old.resources.map((row, at) =>
            at === 0 ? { ...row, confirmedAt } : row,
          ),
        },
      ],
    });
    const { body } = await request(app).get('/clusters');
    expect(body.items[0]).toMatchObject({
      state: 'stale',
      since: '2026-11-22T11:53:00.000Z',
      confirmedAt,
    });
    expect(
      body.items[0].resources.map((row: { state: string }) => row.state),
    ).toEqual(['stale', ...old.resources.slice(1).map(() => 'live')]);
  });

  it('summarises many entities and leaves out those that are not visible', async () => {
    const { app } = await startRouter({
      entities: [CART, component('gift-cards')],
    });
    const { status, body } = await request(app)
      .post('/entities/summaries')
      .send({
        entityRefs: [
          'component:default/gift-cards',
          'component:default/secret',
          'component:default/cart',
        ],
      });
    expect(status).toBe(200);
    expect(
      body.items.map((item: { entityRef: string }) => item.entityRef),
    ).toEqual(['component:default/gift-cards', 'component:default/cart']);
    expect(body.items[0]).toMatchObject({
      state: 'no-annotation',
      word: 'Not connected',
    });
  });

  it.each([
    ['no list', {}],
    ['too many', { entityRefs: Array(201).fill('component:default/cart') }],
    ['no reference', { entityRefs: ['::'] }],
    ['an entity instead of its name', { entities: [CART] }],
  ])('refuses a request for summaries with %s', async (_, body) => {
    const { app } = await startRouter();
    const { status } = await request(app)
      .post('/entities/summaries')
      .send(body);
    expect(status).toBe(400);
  });
});
