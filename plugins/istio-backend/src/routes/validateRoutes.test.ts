import { ServiceUnavailableError } from '@backstage/errors';
import {
  MeshIndex,
  type MeshObject,
} from '@meshwright/backstage-plugin-istio-common';
import request from 'supertest';
import {
  freshnessOf,
  liveCluster,
  startRouter,
} from './__testUtils__/startRouter';
import { ValidationTurns } from './ValidationTurns';

const INPUT = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: { name: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
};

/** What a zone decides, in an intent that is complete. */
const OWN = {
  gateway: { namespace: 'istio-ingress' },
  issuer: { name: 'mesh-ca' },
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

const GATEWAY: MeshObject = {
  type: 'gateway',
  ref: {
    group: 'networking.istio.io',
    kind: 'Gateway',
    namespace: 'shop',
    name: 'cart',
  },
  selector: { istio: 'ingressgateway' },
  servers: [{ port: 443, protocol: 'HTTPS', hosts: ['cart.shop.example.com'] }],
};

async function validateKind(kind: string, intent: object, more: object = {}) {
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
    .send({ kind, intent, ...more });
}

describe('POST /validate', () => {
  it('judges an input against zones and the live cluster', async () => {
    const { status, body } = await validate(INPUT);
    expect(status).toBe(200);
    expect(body.verifiedAgainst).toMatchObject({ cluster: 'eu-1' });
    expect(body.unverified).toEqual([
      'Whether cluster ap-1 serves cart.shop.example.com (the cluster does not answer)',
    ]);
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

  it('refuses what names no entity', async () => {
    const { status, body } = await validate(INPUT, { entityRef: 'secret' });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/"secret" is no entity reference/);
  });

  it('judges every intent by its kind', async () => {
    const { status, body } = await validateKind('mtls', {
      cluster: 'eu-1',
      scope: 'namespace',
      namespace: 'shop',
    });
    expect(status).toBe(200);
    expect(body.verifiedAgainst).toMatchObject({ cluster: 'eu-1' });
    expect(body.findings).toMatchObject([
      { code: 'IST0101', field: 'namespace' },
    ]);
  });

  it('tells whom it cannot serve now when to come back', async () => {
    const full = jest
      .spyOn(ValidationTurns.prototype, 'take')
      .mockRejectedValueOnce(new ServiceUnavailableError('others wait'));
    const { status, headers, body } = await validate(INPUT);
    full.mockRestore();
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(body.error.message).toBe('others wait');
    const later = await validate(INPUT);
    expect([later.status, later.headers['retry-after']]).toEqual([
      200,
      undefined,
    ]);
  });

  describe('with what the repository defines', () => {
    it.each([
      [500, 200],
      [501, 400],
    ])('takes %i definitions of one kind with %i', async (count, expected) => {
      const objects = Array.from({ length: count }, (_, at) => ({
        path: 'clusters/eu-1/all.yaml',
        object: {
          apiVersion: at % 2 ? 'v1' : 'v1beta1',
          kind: 'Namespace',
          metadata: { name: `n${at}` },
        },
      }));
      const { status, body } = await validateKind('ingress', INPUT, {
        repository: { objects, unverified: [] },
      });
      expect(status).toBe(expected);
      expect(body.error?.message ?? '500 of one kind').toContain(
        '500 of one kind',
      );
    });

    const mtls = { cluster: 'eu-1', scope: 'namespace', namespace: 'shop' };
    const namespace = {
      path: 'clusters/eu-1/shop/namespace.yaml',
      object: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop' },
      },
    };

    it('takes what another file brings for what will be there', async () => {
      const { status, body } = await validateKind('mtls', mtls, {
        repository: { objects: [namespace], unverified: ['x was not read'] },
      });
      expect(status).toBe(200);
      expect(body.findings).toMatchObject([
        { code: 'MW0173', severity: 'info', path: namespace.path },
      ]);
      expect(body.unverified).toContain('x was not read');
    });

    it('judges a removal by who still uses what goes', async () => {
      const binding = {
        path: 'clusters/eu-1/pay/web.yaml',
        object: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'VirtualService',
          metadata: { name: 'web', namespace: 'pay' },
          spec: { hosts: ['b.example.com'], gateways: ['shop/cart-gateway'] },
        },
      };
      const gateway = {
        path: 'clusters/eu-1/shop/cart-ingress.yaml',
        object: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'Gateway',
          metadata: { name: 'cart-gateway', namespace: 'shop' },
          spec: { selector: { istio: 'ingressgateway' }, servers: [] },
        },
      };
      const { status, body } = await validateKind(
        'ingress',
        { ...INPUT, ...OWN },
        {
          remove: true,
          repository: { objects: [binding, gateway], unverified: [] },
        },
      );
      expect(status).toBe(200);
      expect(body.findings).toContainEqual(
        expect.objectContaining({
          code: 'MW0174',
          severity: 'error',
          path: binding.path,
        }),
      );
    });

    it('judges a removal from a zone that is gone', async () => {
      const gone = { ...INPUT, ...OWN, host: 'cart.gone.example' };
      const { body } = await validateKind('ingress', gone, { remove: true });
      expect(body.findings).toEqual([]);
      expect(body.verifiedAgainst).toMatchObject({ cluster: 'eu-1' });
    });

    it('takes as much as the step sends, and no more', async () => {
      const many = (size: number) =>
        validateKind('mtls', mtls, {
          repository: {
            objects: [
              {
                ...namespace,
                object: { ...namespace.object, spec: { a: 'a'.repeat(size) } },
              },
            ],
            unverified: [],
          },
        });
      expect((await many(1024 * 1024)).status).toBe(200);
      expect((await many(3 * 1024 * 1024)).status).toBe(400);
    });

    it.each([
      ['no object', { path: 'a.yaml', object: { kind: 'Namespace' } }],
      ['no path', { object: namespace.object }],
      [
        'a name that is none',
        {
          ...namespace,
          object: { ...namespace.object, metadata: { name: 5 } },
        },
      ],
    ])('refuses %s', async (_, object) => {
      const { status } = await validateKind('mtls', mtls, {
        repository: { objects: [object], unverified: [] },
      });
      expect(status).toBe(400);
    });
  });

  it('names the fields of any intent that are wrong', async () => {
    const { status, body } = await validateKind('egress', { cluster: 'eu-1' });
    expect(status).toBe(200);
    expect(body.findings.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['namespace', 'host', 'tls']),
    );
  });

  it('says of any intent that its cluster is down', async () => {
    const { body } = await validateKind('certificate', {
      cluster: 'ap-1',
      namespace: 'shop',
      name: 'cart',
      dnsNames: ['cart.shop.example.com'],
      issuer: { name: 'mesh-ca' },
    });
    expect(body.verifiedAgainst).toBeUndefined();
    expect(body.unverified.join('\n')).toMatch(
      /issuer.*\n.*connection refused/s,
    );
  });

  it('looks for the host in the other clusters, and names those it cannot read', async () => {
    const { app } = await startRouter({
      clusters: ['eu-1', 'us-1', 'ap-1'].map(name => freshnessOf(name, 'live')),
      live: {
        'eu-1': liveCluster(freshnessOf('eu-1', 'live')),
        'us-1': liveCluster(
          freshnessOf('us-1', 'live'),
          MeshIndex.build([GATEWAY]),
        ),
        'ap-1': liveCluster(
          freshnessOf('ap-1', 'unreachable', 'connection refused'),
          new MeshIndex(),
          false,
        ),
      },
    });
    const { body } = await request(app)
      .post('/validate')
      .send({ kind: 'ingress', intent: INPUT });
    expect(body.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'MW0169',
          cause: expect.stringContaining('shop/cart in cluster us-1'),
        }),
      ]),
    );
    expect(body.unverified).toEqual([
      'Whether cluster ap-1 serves cart.shop.example.com (the cluster does not answer)',
    ]);
  });

  it('names the intents that there are', async () => {
    const { status, body } = await validateKind('ingres', INPUT);
    expect(status).toBe(400);
    expect(body.error.message).toContain('ingress, certificate, ');
  });

  it('refuses an unknown intent', async () => {
    const { app } = await startRouter();
    const { status } = await request(app)
      .post('/validate')
      .send({ intent: 'egress', input: INPUT });
    expect(status).toBe(400);
  });
});
