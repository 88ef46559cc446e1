import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import istioPlugin from '@meshwright/backstage-plugin-istio-backend';
import scaffolderModuleIstio, {
  schemaSourceServiceRef,
} from '@meshwright/backstage-plugin-scaffolder-backend-module-istio';
import { nativeImport } from '@meshwright/test-kit';
import { parse } from 'yaml';
import { shippedSchemas } from '../../plugins/scaffolder-backend-module-istio/src/schema/shippedSchemas';
import { labFacts } from './labFacts';

const TEMPLATE: Entity = parse(
  readFileSync(
    join(__dirname, '../../templates/expose-service/template.yaml'),
    'utf8',
  ),
);

/** The part of the configuration that names the clusters of the lab and its zone. */
function istioConfig(token: string, repoUrl: string) {
  const { apiServer, issuers } = labFacts();
  return {
    clusters: [
      { name: 'lab', url: apiServer.url, caData: apiServer.caData, token },
    ],
    changes: { pollInterval: { milliseconds: 500 } },
    gitops: { repoUrl },
    exposure: {
      zones: [
        {
          name: 'Lab',
          domain: 'lab.example.com',
          issuer: { kind: 'ClusterIssuer', name: issuers.ready },
          gateway: {
            namespace: 'istio-ingress',
            selector: { istio: 'ingressgateway' },
          },
        },
      ],
    },
  };
}

/**
 * A Backstage backend with our plugins, the scaffolder and the shipped
 * template, reading the cluster of the lab and writing to its Gitea.
 */
export async function startLoopBackend(options: {
  /** The token with which the cluster is read. */
  token: string;
  repository: string;
  component: Entity;
}): Promise<TestBackend> {
  const { gitea } = labFacts();
  const { host } = new URL(gitea.url);
  const repoUrl = `${host}?owner=${gitea.organisation}&repo=${options.repository}`;
  return startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleIstio,
      istioPlugin,
      createServiceFactory({
        service: schemaSourceServiceRef,
        deps: {},
        // jest cannot import the ES modules that the schemas are.
        factory: () => shippedSchemas(nativeImport),
      }),
      catalogServiceMock.factory({ entities: [options.component, TEMPLATE] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://backstage.example.com' },
          integrations: {
            gitea: [
              {
                host,
                baseUrl: gitea.url,
                username: gitea.user,
                password: gitea.password,
              },
            ],
          },
          istio: istioConfig(options.token, repoUrl),
        },
      }),
    ],
  });
}
