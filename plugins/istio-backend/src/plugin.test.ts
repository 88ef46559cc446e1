import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import istioPlugin from '.';
import {
  startSandboxProcess,
  type SandboxProcess,
} from './testing/startSandboxProcess';
import { waitFor } from './testing/waitFor';

jest.setTimeout(180_000);

function component(name: string, annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
  };
}

const CART = component('cart', {
  'backstage.io/kubernetes-namespace': 'shop',
  'backstage.io/kubernetes-label-selector': 'app=cart',
});

describe('istioPlugin on the sandbox', () => {
  let sandbox: SandboxProcess;
  let backend: TestBackend;

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
    backend = await startTestBackend({
      features: [
        istioPlugin,
        catalogServiceMock.factory({
          entities: [CART, component('gift-cards')],
        }),
        mockServices.rootConfig.factory({
          data: {
            istio: {
              clusters: sandbox.endpoints.clusters.map(cluster => ({
                ...cluster,
              })),
            },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await sandbox?.stop();
  });

  const clusters = async () => {
    const { body } = await request(backend.server).get('/api/istio/clusters');
    return body.items;
  };
  const status = async (name: string) => {
    const { body } = await request(backend.server).get(
      `/api/istio/entities/component/default/${name}/status`,
    );
    return body;
  };

  it('shows live clusters live and a dead one dead, with the cause', async () => {
    await waitFor(async () => {
      expect(await clusters()).toMatchObject([
        {
          cluster: 'eu-1',
          title: 'Europe 1',
          state: 'live',
          istio: 'installed',
          certManager: 'installed',
        },
        { cluster: 'eu-2', state: 'live' },
        {
          cluster: 'ap-1',
          state: 'unreachable',
          message: 'connection refused',
          nextAttemptAt: expect.any(String),
          istio: 'unknown',
        },
      ]);
    });
  });

  it('answers for an entity, and follows its pods', async () => {
    await waitFor(async () => {
      const { workloads } = await status('cart');
      expect(workloads).toMatchObject([
        { cluster: 'eu-1', ref: { namespace: 'shop', name: 'cart' } },
      ]);
      expect(workloads[0].pods.total).toBeGreaterThan(0);
    });
  });

  it('says of an entity without annotations just that', async () => {
    expect(await status('gift-cards')).toMatchObject({
      state: 'no-annotation',
      workloads: [],
    });
  });

  it('shows the one type that it may not read, and heals', async () => {
    await sandbox.fault({
      cluster: 'eu-1',
      resource: 'peerauthentications',
      fault: 'forbidden',
    });
    await sandbox.fault({
      cluster: 'eu-1',
      resource: 'peerauthentications',
      fault: 'cut-watch',
    });
    const resource = async () => {
      const [eu1] = await clusters();
      return eu1.resources.find(
        (row: { resource: string }) =>
          row.resource === 'peerauthentications.security.istio.io',
      );
    };
    await waitFor(async () => {
      expect(await resource()).toMatchObject({
        state: 'forbidden',
        message: expect.stringContaining('peerauthentications'),
      });
    });
    await sandbox.fault({
      cluster: 'eu-1',
      resource: 'peerauthentications',
      fault: 'none',
    });
    await request(backend.server)
      .post('/api/istio/clusters/eu-1/refresh')
      .expect(202);
    await waitFor(async () => {
      expect(await resource()).toMatchObject({ state: 'live' });
    });
  });
});
