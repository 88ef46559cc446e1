import {
  ANNOTATIONS,
  intentHash,
  intentKindOf,
  MeshIndex,
  trimRaw,
} from '@meshwright/backstage-plugin-istio-common';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import {
  component,
  freshnessOf,
  liveCluster,
  startRouter,
} from './__testUtils__/startRouter';

const EGRESS = {
  kind: 'egress',
  template: 'call-out',
  entityRef: 'component:default/cart',
  intent: {
    cluster: 'eu-1',
    namespace: 'shop',
    host: 'api.partner.com',
    tls: 'SIMPLE_TLS',
  },
};
const MTLS = {
  kind: 'mtls',
  template: 'enforce-mtls',
  intent: {
    cluster: 'eu-1',
    scope: 'namespace',
    namespace: 'shop',
    mode: 'STRICT',
  },
};
const EGRESS_ID = 'call-out/cart/eu-1-egress-shop-api-partner-com';
const MTLS_ID = 'enforce-mtls/mesh/eu-1-mtls-shop-default';

const whole = ({ kind, intent }: typeof EGRESS | typeof MTLS): JsonObject => {
  const result = intentKindOf(kind)?.build(intent);
  if (!result || 'problems' in result) throw new Error(JSON.stringify(result));
  return result.intent;
};

/** eu-1 with a policy that carries a change. */
function withPolicy(annotations: Record<string, string>) {
  const policy = trimRaw({
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { namespace: 'shop', name: 'default', annotations },
    spec: { mtls: { mode: 'STRICT' } },
  });
  if (!policy) throw new Error('no such type');
  const index = MeshIndex.build([policy]);
  return { 'eu-1': liveCluster(freshnessOf('eu-1', 'live'), index) };
}

const POLICY = {
  group: 'security.istio.io',
  kind: 'PeerAuthentication',
  namespace: 'shop',
  name: 'default',
};

describe('intent routes', () => {
  it('keep an intent with its defaults, under an id that they make themselves', async () => {
    const { app, auditor } = await startRouter();
    const kept = await request(app).post('/intents').send(EGRESS);
    expect([kept.status, kept.body]).toEqual([201, { change: EGRESS_ID }]);
    await request(app).post('/intents').send(MTLS).expect(201);
    await request(app).post('/intents').send(MTLS).expect(201);
    const { body } = await request(app)
      .get('/intents')
      .query({ cluster: 'eu-1' });
    expect(body.items).toHaveLength(2);
    expect(body.items).toContainEqual({
      change: EGRESS_ID,
      cluster: 'eu-1',
      kind: 'egress',
      entityRef: 'component:default/cart',
      intent: whole(EGRESS),
      proposedAt: '2026-11-22T12:00:00.000Z',
      title: expect.stringContaining('api.partner.com'),
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'intent-keep',
        severityLevel: 'medium',
        meta: { intent: 'egress', entity: 'component:default/cart' },
      }),
    );
  });

  it('offer the intent that the cluster has, not the last that was proposed', async () => {
    const { app } = await startRouter({
      live: withPolicy({
        [ANNOTATIONS.change]: MTLS_ID,
        [ANNOTATIONS.intentHash]: intentHash(whole(MTLS)),
      }),
    });
    await request(app).post('/intents').send(EGRESS).expect(201);
    await request(app).post('/intents').send(MTLS).expect(201);
    const later = { ...MTLS, intent: { ...MTLS.intent, mode: 'PERMISSIVE' } };
    await request(app).post('/intents').send(later).expect(201);
    const { body } = await request(app)
      .get('/intents')
      .query({ cluster: 'eu-1' });
    // What is there comes first.
    expect(body.items).toMatchObject([
      { change: MTLS_ID, intent: { mode: 'STRICT' }, live: [POLICY] },
      { change: EGRESS_ID, live: [] },
    ]);
  });

  it('tell of definitions whose intent nobody kept', async () => {
    const { app } = await startRouter({
      live: withPolicy({ [ANNOTATIONS.change]: MTLS_ID }),
    });
    const { body } = await request(app)
      .get('/intents')
      .query({ cluster: 'eu-1' });
    expect(body.items).toEqual([
      {
        change: MTLS_ID,
        cluster: 'eu-1',
        kind: 'mtls',
        title: 'PeerAuthentication shop/default',
        live: [POLICY],
      },
    ]);
  });

  it.each([
    ['kept', true, 'component:default/payments'],
    ['live', false, 'component:default/payments'],
    ['a live text that names no entity', false, '../../x'],
  ])(
    'leave out what is of an entity that the caller may not see: %s',
    async (_, keep, entityRef) => {
      const { app, knex } = await startRouter({
        entities: [component('cart'), component('payments')],
        ...(keep
          ? {}
          : {
              live: withPolicy({
                [ANNOTATIONS.change]: 'x',
                [ANNOTATIONS.entity]: entityRef,
              }),
            }),
      });
      if (keep) {
        const theirs = { ...EGRESS, entityRef };
        await request(app).post('/intents').send(theirs).expect(201);
      }
      await request(app).post('/intents').send(EGRESS).expect(201);
      const { app: narrow } = await startRouter({
        entities: [component('cart')],
        knex,
      });
      const { body } = await request(narrow)
        .get('/intents')
        .query({ cluster: 'eu-1' });
      expect(body.items).toMatchObject([{ change: EGRESS_ID }]);
    },
  );

  it.each([
    ['a step', { kind: 'upgrade' }, 400],
    ['a kind that there is not', { kind: 'x' }, 400],
    ['half an intent', { intent: { cluster: 'eu-1' } }, 400],
    [
      'a cluster that there is not',
      { intent: { ...EGRESS.intent, cluster: 'us-1' } },
      404,
    ],
    [
      'an entity that the caller may not see',
      { entityRef: 'component:default/x' },
      404,
    ],
    ['what names no entity', { entityRef: '::' }, 400],
    ['an id of its own', { id: MTLS_ID }, 400],
    [
      'an intent of great length',
      {
        intent: {
          ...EGRESS.intent,
          serverNames: Array.from(
            { length: 1_000 },
            (_, at) => `${'a'.repeat(60)}${at}.example.com`,
          ),
        },
      },
      400,
    ],
  ])('refuse %s', async (_, more, expected) => {
    const { app, knex } = await startRouter();
    const { status } = await request(app)
      .post('/intents')
      .send({ ...EGRESS, ...more });
    expect(status).toBe(expected);
    expect(await knex('intents')).toEqual([]);
  });

  it('need a permission each', async () => {
    const { app } = await startRouter({ deny: true });
    const read = request(app).get('/intents').query({ cluster: 'eu-1' });
    expect([
      (await request(app).post('/intents').send(EGRESS)).status,
      (await read).status,
    ]).toEqual([403, 403]);
  });
});
