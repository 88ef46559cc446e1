import request from 'supertest';
import { component, startRouter } from './__testUtils__/startRouter';

const CHANGE = {
  id: 'expose-service/cart/ingress',
  entityRef: 'component:default/cart',
  template: 'template:default/expose-service',
  title: 'Expose cart at cart.shop.example.com',
  cluster: 'eu-1',
  repoUrl: 'git.example.com?owner=platform&repo=gitops',
  pullRequest: { number: 42, url: 'https://git.example.com/pulls/42' },
  objects: [
    {
      group: 'networking.istio.io',
      kind: 'Gateway',
      namespace: 'shop',
      name: 'cart',
    },
  ],
  intentHash: 'abc',
  host: 'cart.shop.example.com',
};

describe('change routes', () => {
  it('records a change and shows it with its entity', async () => {
    const { app, auditor, onChangeRecorded } = await startRouter();
    const { status, body } = await request(app).post('/changes').send(CHANGE);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: CHANGE.id,
      entityRef: CHANGE.entityRef,
      template: CHANGE.template,
      title: CHANGE.title,
      cluster: 'eu-1',
      objects: CHANGE.objects,
      pullRequest: { ...CHANGE.pullRequest, state: 'open' },
      proposedAt: '2026-11-22T12:00:00.000Z',
      stage: 'proposed',
      tone: 'info',
      detail: 'Pull request #42 awaits review.',
    });
    expect(onChangeRecorded).toHaveBeenCalledWith('component:default/cart');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'change-record',
        severityLevel: 'medium',
        meta: { change: CHANGE.id, entity: CHANGE.entityRef },
      }),
    );

    const list = await request(app)
      .get('/changes')
      .query({ entityRef: 'component:default/cart' });
    expect(list.body).toEqual({ items: [body] });
    const entity = await request(app).get(
      '/entities/component/default/cart/status',
    );
    expect(entity.body.changes).toEqual([body]);
  });

  it('takes the same change twice without a second record', async () => {
    const { app, knex } = await startRouter();
    await request(app).post('/changes').send(CHANGE).expect(201);
    await request(app).post('/changes').send(CHANGE).expect(201);
    expect(await knex('changes')).toHaveLength(1);
  });

  it('refuses to move a change to another entity', async () => {
    const { app } = await startRouter({
      entities: [component('cart'), component('thief')],
    });
    await request(app).post('/changes').send(CHANGE).expect(201);
    const { status } = await request(app)
      .post('/changes')
      .send({ ...CHANGE, entityRef: 'component:default/thief' });
    expect(status).toBe(409);
  });

  it.each([
    [
      'an entity that the caller may not see',
      { entityRef: 'component:default/x' },
      404,
    ],
    ['a cluster that there is not', { cluster: 'us-1' }, 404],
    [
      'a link that runs a script',
      { pullRequest: { number: 1, url: 'data:text/html,hello' } },
      400,
    ],
    ['no objects', { objects: undefined }, 400],
    [
      'a number that is none',
      { pullRequest: { number: '1', url: 'https://h' } },
      400,
    ],
    ['a field that nobody knows', { stage: 'effective' }, 400],
  ])('refuses %s', async (_, more, expected) => {
    const { app, knex } = await startRouter();
    await request(app)
      .post('/changes')
      .send({ ...CHANGE, ...more })
      .expect(expected);
    expect(await knex('changes')).toEqual([]);
  });

  it.each([
    ['is not among those that are allowed', CHANGE.repoUrl, 403],
    ['is none', 'git.example.com', 400],
  ])('refuses a repository that %s', async (_, repoUrl, expected) => {
    const { app, knex } = await startRouter({
      repositories: ['git.example.com/other/*'],
    });
    await request(app)
      .post('/changes')
      .send({ ...CHANGE, repoUrl })
      .expect(expected);
    expect(await knex('changes')).toEqual([]);
  });

  it('takes a repository that is allowed', async () => {
    const { app } = await startRouter({
      repositories: ['git.example.com/platform/*'],
    });
    const { status } = await request(app).post('/changes').send(CHANGE);
    expect(status).toBe(201);
  });

  it('shows no link to another host than that of the repository', async () => {
    const { app } = await startRouter();
    const { body } = await request(app)
      .post('/changes')
      .send({
        ...CHANGE,
        pullRequest: { number: 42, url: 'https://evil.example.com/pulls/42' },
      })
      .expect(201);
    expect(body.pullRequest).toEqual({
      number: 42,
      url: 'https://git.example.com/',
      state: 'open',
    });
  });

  it('hides the changes of an entity that the caller may not see', async () => {
    const { app } = await startRouter();
    const { status } = await request(app)
      .get('/changes')
      .query({ entityRef: 'component:default/x' });
    expect(status).toBe(404);
  });
});
