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
import { nativeImport } from '@meshwright/test-kit';
import { type Forge, startForge } from '@meshwright/sandbox';
import { json, Router } from 'express';
import request from 'supertest';
import { parse } from 'yaml';
import scaffolderModuleIstio, { schemaSourceServiceRef } from '../index';
import { shippedSchemas } from '../schema/shippedSchemas';
import { cart, giftCards } from './cartEntity';
import { nothingFound, shopZone } from './fakeIstioBackend';
import { workspace } from './runAction';

const TOKEN = 'forge-token';

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
        router.post('/intents', (_, res) => {
          res.status(201).json({});
        });
        http.use(router);
      },
    });
  },
});

/** The template of a folder in `templates/`. */
export function readTemplate(name: string): Entity & JsonObject {
  const path = `../../../../templates/${name}/template.yaml`;
  return parse(readFileSync(join(__dirname, path), 'utf8'));
}

/** What a task left behind. */
export interface TaskRun {
  status: string;
  log: string[];
  output: JsonObject;
}

/** What a dry run answers. */
export interface DryRun {
  status: number;
  error?: string;
  /** Texts of the workspace by path. */
  files: Map<string, string>;
  output: JsonObject;
}

async function readEvents(server: TestBackend['server'], path: string) {
  const { body } = await request(server).get(`${path}/events`);
  const events: Array<{ type: string; body: JsonObject }> = body;
  const end = events.find(({ type }) => type === 'completion');
  return {
    log: events.map(event => String(event.body.message)),
    // Always an object, empty when the task failed.
    output: (end?.body.output ?? {}) as JsonObject,
  };
}

/** A scaffolder with our actions, run on a git forge: for the test of a template. */
export class TemplateBackend {
  private constructor(
    private readonly template: Entity & JsonObject,
    private readonly backend: TestBackend,
    readonly forge: Forge,
  ) {}

  /** `files` are in the repository beside an empty kustomization. */
  static async start(
    name: string,
    files: Record<string, string> = {},
  ): Promise<TemplateBackend> {
    const template = readTemplate(name);
    const forge = await startForge({
      port: 0,
      dataDir: workspace().path,
      seed: { 'clusters/eu-1/kustomization.yaml': 'resources: []\n', ...files },
      owner: 'platform',
      repo: 'gitops',
      user: 'meshwright',
      token: TOKEN,
    });
    const host = `localhost:${forge.port}`;
    const gitea = {
      ...{ host, baseUrl: forge.url },
      ...{ username: 'meshwright', password: TOKEN },
    };
    const backend = await startTestBackend({
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
            integrations: { gitea: [gitea] },
          },
        }),
      ],
    });
    return new TemplateBackend(template, backend, forge);
  }

  async stop(): Promise<void> {
    await this.backend.stop();
    await this.forge.stop();
  }

  async dryRun(
    values: JsonObject,
    template: Entity & JsonObject = this.template,
  ): Promise<DryRun> {
    const { body, status } = await request(this.backend.server)
      .post('/api/scaffolder/v2/dry-run')
      .send({ template, values, directoryContents: [] });
    const contents: Array<{ path: string; base64Content: string }> =
      body.directoryContents ?? [];
    return {
      status,
      error: body.error?.message,
      files: new Map(
        contents.map(({ path, base64Content }) => [
          path,
          Buffer.from(base64Content, 'base64').toString('utf8'),
        ]),
      ),
      output: body.output ?? {},
    };
  }

  /** What the step `propose` says in a dry run, as the preview of a form reads it. */
  async preview(values: JsonObject): Promise<JsonObject> {
    const { body } = await request(this.backend.server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template: {
          ...this.template,
          spec: {
            ...Object(this.template.spec),
            output: { proposed: '${{ steps.propose.output }}' },
          },
        },
        values,
        directoryContents: [],
      });
    if (!body.output) throw new Error(JSON.stringify(body));
    return body.output.proposed;
  }

  async run(values: JsonObject): Promise<TaskRun> {
    const { server } = this.backend;
    const { metadata } = this.template;
    const started = await request(server)
      .post('/api/scaffolder/v2/tasks')
      .send({ templateRef: `template:default/${metadata.name}`, values });
    if (!started.body.id) throw new Error(JSON.stringify(started.body));
    const path = `/api/scaffolder/v2/tasks/${started.body.id}`;
    for (;;) {
      const { body } = await request(server).get(path);
      if (body.status !== 'open' && body.status !== 'processing') {
        return { status: body.status, ...(await readEvents(server, path)) };
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** What the forge answers to a GET below the repository. */
  async repository(path: string): Promise<unknown> {
    const answer = await fetch(
      `${this.forge.url}/api/v1/repos/platform/gitops/${path}`,
      { headers: { Authorization: `token ${TOKEN}` } },
    );
    return answer.json();
  }
}
