import request from 'supertest';
import type { SchemaQuestion } from '../kindSchemas/KindSchema';
import { startRouter } from './__testUtils__/startRouter';

const PATH = '/clusters/eu-1/schemas/networking.istio.io/v1/Gateway';

async function start(deny = false) {
  const asked: SchemaQuestion[] = [];
  const { app, auditor } = await startRouter({
    deny,
    schemas: {
      'eu-1': {
        async read(question) {
          asked.push(question);
          return {
            served: true,
            root: 'A',
            schemas: { A: { type: 'object' } },
          };
        },
      },
      'ap-1': {
        async read() {
          return { unread: 'connection refused' };
        },
      },
    },
  });
  return { app, asked, auditor };
}

describe('GET /clusters/:cluster/schemas/:group/:version/:kind', () => {
  it('answers with the schema of the kind', async () => {
    const { app, asked, auditor } = await start();
    const { status, body } = await request(app).get(PATH);
    expect(status).toBe(200);
    expect(body).toEqual({
      served: true,
      root: 'A',
      schemas: { A: { type: 'object' } },
    });
    expect(asked).toEqual([
      { group: 'networking.istio.io', version: 'v1', kind: 'Gateway' },
    ]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'cluster-schema-read' }),
    );
  });

  it('calls the group without a name core', async () => {
    const { app, asked } = await start();
    await request(app).get('/clusters/eu-1/schemas/core/v1/Namespace');
    expect(asked).toEqual([{ group: '', version: 'v1', kind: 'Namespace' }]);
  });

  it('says why there is none', async () => {
    const { app } = await start();
    const { status, body } = await request(app).get(
      PATH.replace('eu-1', 'ap-1'),
    );
    expect(status).toBe(503);
    expect(body.error.message).toContain('connection refused');
  });

  it.each([
    PATH.replace('networking.istio.io', '..'),
    PATH.replace('networking.istio.io', 'a%2f..%2fb'),
    PATH.replace('/v1/', '/v1%3fx/'),
    PATH.replace('Gateway', 'a..b'),
  ])('asks the cluster nothing for %s', async path => {
    const { app, asked } = await start();
    const { status } = await request(app).get(path);
    expect([400, 404]).toContain(status);
    expect(asked).toEqual([]);
  });

  it('is for those who may read the mesh, and for clusters that there are', async () => {
    const { app, asked } = await start(true);
    expect((await request(app).get(PATH)).status).toBe(403);
    const open = await start();
    const { status } = await request(open.app).get(
      PATH.replace('eu-1', 'xx-1'),
    );
    expect(status).toBe(404);
    expect([...asked, ...open.asked]).toEqual([]);
  });
});
