import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import { startForge, type Forge } from '@meshwright/sandbox';
import { json, Router } from 'express';
import request from 'supertest';
import { parse } from 'yaml';
import scaffolderModuleIstio, { schemaSourceServiceRef } from './index';
import { shippedSchemas } from './schema/shippedSchemas';
import { cart, giftCards } from './__testUtils__/cartEntity';
import { nothingFound, shopZone } from './__testUtils__/fakeIstioBackend';
import { nativeImport } from '@meshwright/test-kit';
import { workspace } from './__testUtils__/runAction';

jest.setTimeout(120_000);

const TOKEN = 'forge-token';
const COMPLETED = 'Run completed with status: completed';
const template: Entity & JsonObject = parse(
  readFileSync(
    join(__dirname, '../../../templates/expose-service/template.yaml'),
    'utf8',
  ),
);
const values = {
  entityRef: 'component:default/cart',
  target: { cluster: 'eu-1', namespace: 'shop', service: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
  tlsMode: 'SIMPLE',
};

/** Answers as the istio backend does when all is well. */
const istioPlugin = createBackendPlugin({
  pluginId: 'istio',
  register(reg) {
    reg.registerInit({
      deps: { http: coreServices.httpRouter },
      async init({ http }) {
        const router = Router();
        router.use(json());
        router.get('/exposure/zones', (_, res) => {
          res.json({ items: [shopZone] });
        });
        router.post('/validate', (_, res) => {
          res.json(nothingFound);
        });
        router.post('/changes', (_, res) => {
          res.status(201).json({});
        });
        http.use(router);
      },
    });
  },
});

/** What a task wrote into its log, and what it put out. */
function readEvents(events: Array<{ type: string; body: JsonObject }>) {
  return {
    log: events.map(({ body }) => String(body.message)),
    output: events.find(({ type }) => type === 'completion')?.body.output,
  };
}

/** The template, run by the scaffolder itself against a git forge. */
describe('template expose-service', () => {
  const forgeData = workspace();
  let forge: Forge;
  let backend: TestBackend;

  beforeAll(async () => {
    forge = await startForge({
      port: 0,
      dataDir: forgeData.path,
      seed: { 'clusters/eu-1/kustomization.yaml': 'resources: []\n' },
      owner: 'platform',
      repo: 'gitops',
      user: 'meshwright',
      token: TOKEN,
    });
    const host = `localhost:${forge.port}`;
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleIstio,
        istioPlugin,
        createServiceFactory({
          service: schemaSourceServiceRef,
          deps: {},
          factory: () => shippedSchemas(nativeImport),
        }),
        catalogServiceMock.factory({ entities: [cart, giftCards, template] }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://backstage.example.com' },
            istio: {
              gitops: { repoUrl: `${host}?owner=platform&repo=gitops` },
            },
            integrations: {
              gitea: [
                {
                  host,
                  baseUrl: forge.url,
                  username: 'meshwright',
                  password: TOKEN,
                },
              ],
            },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend.stop();
    await forge.stop();
  });

  beforeEach(() => forge.reset());

  const dryRun = async (change: object = {}) =>
    request(backend.server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template,
        values: { ...values, ...change },
        directoryContents: [],
      });

  const runTask = async (change: object = {}) => {
    const started = await request(backend.server)
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: 'template:default/expose-service',
        values: { ...values, ...change },
      });
    expect(started.body).toEqual({ id: expect.any(String) });
    const path = `/api/scaffolder/v2/tasks/${started.body.id}`;
    for (;;) {
      const { body } = await request(backend.server).get(path);
      if (body.status !== 'open' && body.status !== 'processing') {
        const { body: events } = await request(backend.server).get(
          `${path}/events`,
        );
        return readEvents(events);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  };

  it('opens a pull request and shows the way to it', async () => {
    const { log, output } = await runTask();
    expect(log.slice(-3)).toContain(COMPLETED);
    expect(output).toEqual({
      links: [
        {
          title: 'Pull request',
          url: `${forge.url}/platform/gitops/pulls/1`,
        },
        {
          title: 'Watch it take effect',
          url: 'https://backstage.example.com/catalog/default/component/cart/mesh/changes',
        },
        {
          title: 'Component',
          icon: 'catalog',
          entityRef: 'component:default/cart',
        },
      ],
      text: [
        {
          title: 'Result',
          content: expect.stringContaining('Opened pull request #1'),
        },
        {
          title: 'What happens after the merge',
          content: expect.stringMatching(/^- Certificate first: .*\n- Traffic/),
        },
      ],
    });
  });

  it('opens no second one for the same form', async () => {
    await runTask();
    const { output } = await runTask();
    expect(JSON.stringify(output)).toContain(
      'Pull request #1 has the wanted state already',
    );
  });

  it('shows files and diff in a dry run, and writes nothing', async () => {
    const { body, status } = await dryRun({
      tlsMode: 'MUTUAL',
      subjectAltNames: ['partner.example.com'],
    });
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(
      body.directoryContents.map(({ path }: { path: string }) => path),
    ).toEqual(
      expect.arrayContaining([
        'istio/change.json',
        'istio/istio-ingress/cart-ingress.yaml',
        'istio/shop/cart-ingress.yaml',
      ]),
    );
    expect(JSON.stringify(body.output)).toMatch(/\+ +- partner\.example\.com/);
    const pulls = await fetch(
      `${forge.url}/api/v1/repos/platform/gitops/pulls?state=all`,
      { headers: { Authorization: `token ${TOKEN}` } },
    );
    expect(await pulls.json()).toEqual([]);
  });

  it('takes more hosts, paths and the Gateway API where they are asked for', async () => {
    const { body, status } = await dryRun({
      more: true,
      additionalHosts: ['www.shop.example.com'],
      routes: [{ path: '/cart', type: 'exact' }],
      form: 'gateway-api',
      gateway: { namespace: 'istio-ingress', service: 'istio-ingressgateway' },
    });
    expect([status, body.error?.message]).toEqual([200, undefined]);
    const output = JSON.stringify(body.output);
    expect(output).toMatch(/\+ +kind: HTTPRoute|\+kind: HTTPRoute/);
    expect(output).toMatch(/\+ +- www\.shop\.example\.com/);
    expect(output).toMatch(/\+ +value: \/cart/);
  });

  it('leaves out what was typed before "more" was taken back', async () => {
    const { body } = await dryRun({
      more: false,
      additionalHosts: ['left.shop.example.com'],
      form: 'gateway-api',
    });
    const output = JSON.stringify(body.output);
    expect(output).toContain('VirtualService');
    expect(output).not.toMatch(/left\.shop|HTTPRoute/);
  });

  it('leaves out client names that belong to another choice', async () => {
    const { log } = await runTask({ subjectAltNames: ['left.behind'] });
    expect(log.slice(-3)).toContain(COMPLETED);
  });

  it.each([
    [
      'a host that no zone allows',
      { host: 'cart.example.org' },
      'Host cart.example.org is outside every zone',
    ],
    [
      'an entity without annotation',
      { entityRef: 'component:default/gift-cards' },
      'Entity component:default/gift-cards names no workload',
    ],
  ])('fails on %s with the sentence in the log', async (_, change, text) => {
    const { log } = await runTask(change);
    expect(log).not.toContain(COMPLETED);
    expect(log).toContainEqual(expect.stringContaining(text));
  });
});
