import { MeshIndex } from '@meshwright/backstage-plugin-istio-common';
import request from 'supertest';
import {
  freshnessOf,
  liveCluster,
  startRouter,
} from './__testUtils__/startRouter';

const INPUT = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: { name: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
};

async function validate(input: object, more: object = {}) {
  const { app } = await startRouter({
    live: {
      'eu-1': liveCluster(freshnessOf('eu-1', 'live')),
      'ap-1': liveCluster(
        freshnessOf('ap-1', 'unreachable', 'connection refused'),
        new MeshIndex(),
        false,
      ),
    },
  });
  return request(app)
    .post('/validate')
    .send({ intent: 'ingress', input, ...more });
}

describe('POST /validate', () => {
  it('judges an input against zones and the live cluster', async () => {
    const { status, body } = await validate(INPUT);
    expect(status).toBe(200);
    expect(body.verifiedAgainst).toMatchObject({ cluster: 'eu-1' });
    expect(body.unverified).toEqual([]);
    // The index is empty: the namespace is not there.
    expect(body.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ severity: 'error', field: 'namespace' }),
      ]),
    );
  });

  it('says what it could not check, and why', async () => {
    const { status, body } = await validate({ ...INPUT, cluster: 'ap-1' });
    expect(status).toBe(200);
    expect(body.verifiedAgainst).toBeUndefined();
    expect(body.unverified.join('\n')).toContain('connection refused');
    expect(body.unverified.join('\n')).toContain('the cluster does not answer');
  });

  it('names the clusters there are', async () => {
    const { status, body } = await validate({ ...INPUT, cluster: 'us-1' });
    expect(status).toBe(404);
    expect(body.error.message).toContain('eu-1, ap-1');
  });

  it('answers a half-filled form field by field', async () => {
    const { status, body } = await validate({ cluster: 'eu-1' });
    expect(status).toBe(200);
    const fields = body.findings.map(
      (finding: { field: string }) => finding.field,
    );
    expect(fields).toEqual(
      expect.arrayContaining(['namespace', 'service', 'host']),
    );
  });

  it('refuses a host outside of every zone', async () => {
    const { body } = await validate({ ...INPUT, host: 'cart.evil.example' });
    expect(body.findings).toMatchObject([
      { code: 'MW-HOST-ZONE', severity: 'error', field: 'host' },
    ]);
  });

  it('believes nobody about an entity that they may not see', async () => {
    const { status } = await validate(INPUT, {
      entityRef: 'component:default/secret',
    });
    expect(status).toBe(404);
  });

  it('refuses an unknown intent', async () => {
    const { app } = await startRouter();
    const { status } = await request(app)
      .post('/validate')
      .send({ intent: 'egress', input: INPUT });
    expect(status).toBe(400);
  });
});
