import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  annotateChange,
  buildIngress,
  ingressIntentSchema,
  intentHash,
  manifestRef,
} from '@meshwright/backstage-plugin-istio-common';
import {
  changeId,
  createForge,
  planManifests,
  proposeChange,
} from '@meshwright/backstage-plugin-istio-node';
import request from 'supertest';
import istioPlugin from '.';
import {
  startSandboxProcess,
  type SandboxProcess,
} from './testing/startSandboxProcess';
import { waitFor } from './testing/waitFor';

jest.setTimeout(180_000);

const ENTITY_REF = 'component:default/cart';
const HOST = 'cart.shop.example.com';
const IDENTITY = {
  template: 'template:default/expose-service',
  entityRef: ENTITY_REF,
  intent: 'eu-1-ingress-cart',
};

describe('from proposal to effect, on the sandbox', () => {
  let sandbox: SandboxProcess;
  let backend: TestBackend;
  let integrations: { gitea: Array<Record<string, string>> };
  let repoUrl: string;

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
    const { forge, clusters } = sandbox.endpoints;
    if (!forge) throw new Error('The sandbox has no forge');
    const { host } = new URL(forge.url);
    repoUrl = `${host}?owner=${forge.owner}&repo=${forge.repo}`;
    integrations = {
      gitea: [
        {
          host,
          baseUrl: forge.url,
          username: forge.user,
          password: forge.password,
        },
      ],
    };
    backend = await startTestBackend({
      features: [
        istioPlugin,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'cart',
                annotations: {
                  'backstage.io/kubernetes-namespace': 'shop',
                  'backstage.io/kubernetes-label-selector': 'app=cart',
                },
              },
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            integrations,
            istio: {
              clusters: clusters.map(cluster => ({ ...cluster })),
              changes: { pollInterval: { milliseconds: 200 } },
              exposure: {
                zones: [
                  {
                    name: 'Shop',
                    domain: 'shop.example.com',
                    issuer: { name: 'mesh-ca' },
                    gateway: {
                      namespace: 'istio-ingress',
                      selector: { istio: 'ingressgateway' },
                    },
                  },
                ],
              },
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

  const input = {
    cluster: 'eu-1',
    namespace: 'shop',
    service: { name: 'cart', port: 8080 },
    host: HOST,
  };

  async function propose() {
    const intent = ingressIntentSchema.parse({
      ...input,
      gateway: {
        namespace: 'istio-ingress',
        selector: { istio: 'ingressgateway' },
      },
      issuer: { name: 'mesh-ca' },
    });
    const built = buildIngress(intent);
    const hash = intentHash(intent);
    const objects = annotateChange(built.objects, {
      change: changeId(IDENTITY),
      template: IDENTITY.template,
      entityRef: ENTITY_REF,
      intentHash: hash,
    });
    const forge = createForge({
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({ integrations }),
      ),
      repoUrl,
    });
    const result = await proposeChange({
      forge,
      base: 'main',
      identity: IDENTITY,
      plan: planManifests(objects, {
        cluster: 'eu-1',
        fileName: 'cart-ingress.yaml',
      }),
      text: {
        title: 'Expose cart',
        summary: built.summary,
        effects: built.effects,
        rollback: built.rollback,
        parameters: {},
      },
      allowedFolders: ['clusters/eu-1'],
    });
    return { result, objects: objects.map(manifestRef), hash };
  }

  const changes = async () => {
    const { body } = await request(backend.server)
      .get('/api/istio/changes')
      .query({ entityRef: ENTITY_REF });
    return body.items;
  };

  it('validates, follows the pull request, the sync and the effect', async () => {
    await waitFor(async () => {
      const { body } = await request(backend.server)
        .post('/api/istio/validate')
        .send({ intent: 'ingress', input, entityRef: ENTITY_REF });
      expect(body.verifiedAgainst).toMatchObject({ cluster: 'eu-1' });
      expect(
        body.findings.filter(
          ({ severity }: { severity: string }) => severity === 'error',
        ),
      ).toEqual([]);
    });

    const { result, objects, hash } = await propose();
    const { pullRequest } = result;
    expect(pullRequest).toBeDefined();
    await request(backend.server)
      .post('/api/istio/changes')
      .send({
        id: result.changeId,
        entityRef: ENTITY_REF,
        template: IDENTITY.template,
        title: `Expose cart at ${HOST}`,
        cluster: 'eu-1',
        repoUrl,
        pullRequest,
        objects,
        intentHash: hash,
        host: HOST,
      })
      .expect(201);
    await waitFor(async () => {
      expect(await changes()).toMatchObject([
        { stage: 'proposed', pullRequest: { state: 'open' } },
      ]);
    });

    const { forge } = sandbox.endpoints;
    const merge = await fetch(
      `${forge?.url}/api/v1/repos/platform/gitops/pulls/${pullRequest?.number}/merge`,
      {
        method: 'POST',
        headers: {
          authorization: `token ${forge?.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ Do: 'merge' }),
      },
    );
    expect(merge.status).toBeLessThan(300);

    await waitFor(async () => {
      expect(await changes()).toMatchObject([
        {
          stage: 'effective',
          tone: 'ok',
          detail: `${HOST} is exposed.`,
          pullRequest: { state: 'merged' },
          mergedAt: expect.any(String),
          syncedAt: expect.any(String),
          effectiveAt: expect.any(String),
        },
      ]);
    });

    const { body } = await request(backend.server).get(
      '/api/istio/entities/component/default/cart/status',
    );
    expect(body.exposures).toMatchObject([
      { cluster: 'eu-1', host: HOST, state: 'exposed' },
    ]);
    expect(body.certificates).toMatchObject([{ state: 'healthy' }]);
  });
});
