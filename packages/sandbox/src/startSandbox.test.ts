import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { statusOf, conditionOf } from './actors/conditions';
import type { KubeObject } from './kube/KubeObject';
import { validateFields } from './kube/validation/validateFields';
import { validateMetadata } from './kube/validation/validateMetadata';
import { shopScenario } from './scenarios/shop';
import { startSandbox, type Sandbox } from './startSandbox';
import { ProtocolClient } from './testing/ProtocolClient';
import { waitUntil } from './testing/waitUntil';

const NOW = new Date('2026-11-22T12:00:00Z');

describe('the sandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ gitops: false, now: () => NOW });
  });
  afterAll(() => sandbox.stop());

  const named = (cluster: string, plural: string, group = '') => {
    const { registry, store } = sandbox.cluster(cluster);
    const type = registry.byName(plural, group);
    return type ? store.list(type) : [];
  };
  const client = (name: string) => {
    const cluster = sandbox.endpoints.clusters.find(
      known => known.name === name,
    );
    return new ProtocolClient({
      url: cluster?.url ?? '',
      tokens: {
        admin: 'sandbox-admin',
        reader: cluster?.token ?? '',
        nobody: 'sandbox-nobody',
      },
    });
  };

  it('offers two live clusters and one that nobody answers for', async () => {
    const { clusters } = sandbox.endpoints;
    expect(clusters.map(({ name, title }) => [name, title])).toEqual([
      ['eu-1', 'Europe 1'],
      ['eu-2', 'Europe 2'],
      ['ap-1', 'Asia 1'],
    ]);
    const { port } = new URL(clusters[2].url);
    const refused = await new Promise<string | undefined>(resolve => {
      const socket = createConnection(Number(port), '127.0.0.1');
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.on('connect', () => resolve('connected'));
    });
    expect(refused).toBe('ECONNREFUSED');
  });

  it('lets its reader see the mesh and no Secrets', async () => {
    const as = 'reader' as const;
    const paths = [
      '/api/v1/pods',
      '/apis/cert-manager.io/v1/certificates',
      '/apis/networking.istio.io/v1/gateways',
    ];
    for (const path of paths) {
      expect((await client('eu-1').get(path, { as })).status).toBe(200);
    }
    expect((await client('eu-1').get('/api/v1/secrets', { as })).status).toBe(
      403,
    );
    expect(
      (await client('eu-1').delete('/api/v1/namespaces/shop')).status,
    ).toBe(200);
    await sandbox.reset();
    expect(
      (await client('eu-1').get('/api/v1/namespaces/shop')).body.status.phase,
    ).toBe('Active');
  });

  it('is quiet: the actors find nothing to do in it', async () => {
    const versions = () =>
      ['eu-1', 'eu-2']
        .map(name => sandbox.cluster(name).store.resourceVersion)
        .join();
    let last = '';
    let since = 0;
    await waitUntil(() => {
      if (versions() !== last) {
        last = versions();
        since = performance.now();
      }
      return performance.now() - since > 1500;
    }, 'the actors to rest');
    expect(versions()).toBe(last);
  });

  it('has two pods of checkout left on the old revision in eu-2', () => {
    const revisions = named('eu-2', 'pods')
      .filter(({ metadata }) => metadata.labels?.app === 'checkout')
      .map(({ metadata }) => metadata.annotations?.['istio.io/rev']);
    expect(revisions.sort()).toEqual(['1-29-4', '1-29-4', '1-30-3']);
  });

  it('has a certificate whose renewal hangs on its issuer in eu-2', () => {
    const find = (list: readonly KubeObject[], name: string) => {
      const found = list.find(({ metadata }) => metadata.name === name);
      if (!found) throw new Error(`There is no ${name}`);
      return found;
    };
    const certificate = find(
      named('eu-2', 'certificates', 'cert-manager.io'),
      'checkout-shop-example-com',
    );
    const { renewalTime, notAfter } = statusOf(certificate);
    expect(new Date(String(renewalTime)).getTime()).toBeLessThan(NOW.getTime());
    expect(new Date(String(notAfter)).getTime()).toBeGreaterThan(NOW.getTime());
    expect(conditionOf(certificate, 'Issuing')).toMatchObject({
      status: 'True',
      reason: 'Renewing',
    });
    const issuer = find(
      named('eu-2', 'clusterissuers', 'cert-manager.io'),
      'vault-issuer',
    );
    expect(conditionOf(issuer, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'VaultError',
    });
    const request = find(
      named('eu-2', 'certificaterequests', 'cert-manager.io'),
      'checkout-shop-example-com-2',
    );
    expect(conditionOf(request, 'Ready')?.reason).toBe('Pending');
  });

  it('holds nothing that a real server would refuse', () => {
    for (const name of ['eu-1', 'eu-2']) {
      const { registry, store } = sandbox.cluster(name);
      for (const type of registry.all()) {
        for (const object of store.list(type)) {
          validateMetadata(type, object);
          validateFields(type, object);
        }
      }
    }
    expect(
      named('eu-1', 'virtualservices', 'networking.istio.io').filter(
        ({ metadata }) => metadata.namespace === 'shop',
      ),
    ).toHaveLength(3);
  });

  it('has the workloads that the catalog names, and those that it misses on purpose', () => {
    const file = join(__dirname, '../catalog/entities.yaml');
    const components = parseAllDocuments(readFileSync(file, 'utf8'))
      .map(document => document.toJS())
      .filter(({ kind }) => kind === 'Component');
    const found = components.map(({ metadata }): [string, number] => {
      const annotations = metadata.annotations ?? {};
      const selector = annotations['backstage.io/kubernetes-label-selector'];
      const pods = named('eu-1', 'pods').filter(
        pod =>
          selector === `app=${pod.metadata.labels?.app}` &&
          pod.metadata.namespace ===
            annotations['backstage.io/kubernetes-namespace'],
      );
      return [metadata.name, pods.length];
    });
    expect(Object.fromEntries(found)).toEqual({
      cart: 2,
      storefront: 3,
      checkout: 3,
      'catalog-api': 2,
      payments: 2,
      reports: 2,
      'gift-cards': 0,
      search: 0,
      loyalty: 0,
      accounts: 2,
      newsletter: 2,
      tracking: 2,
      dispatch: 2,
      'courier-app': 2,
      'label-printer': 2,
      stock: 2,
      picking: 2,
      refunds: 2,
      payout: 2,
      settlement: 2,
      // These run in eu-2 only.
      archive: 0,
      ledger: 0,
      mailer: 0,
      experiment: 0,
    });
  });

  it('is the same every time but for keys', async () => {
    const shape = async () => {
      const { clusters, repository } = await shopScenario(NOW);
      const objects = clusters.flatMap(({ objects: own = [] }) =>
        own.filter(
          ({ kind }) =>
            !['Secret', 'CertificateRequest', 'ConfigMap', 'Order'].includes(
              kind ?? '',
            ),
        ),
      );
      return { objects, repository };
    };
    expect(await shape()).toEqual(await shape());
  });

  it('takes faults and counts requests through its control API', async () => {
    const { url } = sandbox.endpoints.control;
    const control = (method: string, path: string, body?: object) =>
      fetch(`${url}${path}`, {
        method,
        ...(body && { body: JSON.stringify(body) }),
      });
    await control('DELETE', '/requests');
    await control('POST', '/faults', {
      cluster: 'eu-2',
      resource: 'pods',
      fault: 'error',
    });
    expect((await client('eu-2').get('/api/v1/pods')).status).toBe(500);
    expect((await client('eu-1').get('/api/v1/pods')).status).toBe(200);
    const counts = await (await control('GET', '/requests')).json();
    expect(counts['eu-2'].counts).toEqual({ 'list pods': 1 });
    await control('POST', '/faults', { fault: 'none' });
    expect((await client('eu-2').get('/api/v1/pods')).status).toBe(200);

    const unknown = await control('POST', '/faults', {
      cluster: 'eu-9',
      fault: 'drop',
    });
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      { error: 'There is no cluster eu-9.' },
    ]);
    const wrong = await control('POST', '/faults', { fault: 'explode' });
    expect(wrong.status).toBe(400);
    expect((await control('POST', '/nothing')).status).toBe(404);
  });

  it('ends watches at a reset, so that nobody goes on with what was', async () => {
    const watch = await client('eu-1').watch('/api/v1/pods');
    await watch.until(events => events.length > 10);
    const last = watch.events.at(-1)?.object.metadata.resourceVersion;
    await sandbox.reset();
    await watch.ended;
    const resumed = await client('eu-1').watch(
      `/api/v1/pods?resourceVersion=${last}`,
    );
    await resumed.ended;
    expect(resumed.events.map(({ type }) => type)).toEqual(['ERROR']);
  });
});
