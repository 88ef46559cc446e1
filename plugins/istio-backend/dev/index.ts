/**
 * The backend alone, on the sandbox: `yarn start` in this folder, then for
 * example http://localhost:7007/api/istio/entities/component/default/cart/status
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { startSandbox } from '@meshwright/sandbox';
import { readEntities } from './readEntities';

const PORT = Number(process.env.PORT ?? 7007);

async function main() {
  const { endpoints } = await startSandbox();
  const { forge } = endpoints;
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl: 'http://localhost:3000' },
        backend: {
          baseUrl: `http://localhost:${PORT}`,
          listen: { port: PORT },
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        integrations: forge && {
          gitea: [
            {
              host: new URL(forge.url).host,
              baseUrl: forge.url,
              username: forge.user,
              password: forge.password,
            },
          ],
        },
        istio: {
          clusters: endpoints.clusters.map(cluster => ({ ...cluster })),
          registries: ['docker.io/istio', 'registry.shop.example.com'],
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
          changes: { pollInterval: { seconds: 2 } },
        },
      },
    }),
  );
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.permissions.factory());
  backend.add(catalogServiceMock.factory({ entities: readEntities() }));
  backend.add(import('../src'));
  await backend.start();
}

main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
