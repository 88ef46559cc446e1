import type { TestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { startSync, type Sync } from '@meshwright/sandbox';
import request from 'supertest';
import { eventually } from './eventually';
import { gitea, mergePullRequest, newRepository } from './labGitea';
import { labFacts } from './labFacts';
import { kube, newNamespace } from './labKube';
import { startLoopBackend } from './loopBackend';
import { deployment, peerAuthentication, service } from './meshObjects';
import { runTemplate } from './runTemplate';
import { shippedReaderToken } from './shippedReader';

jest.setTimeout(600_000);

const TEMPLATE = 'template:default/expose-service';
const ISTIO = '/apis/networking.istio.io/v1/namespaces';
const CERTIFICATES =
  '/apis/cert-manager.io/v1/namespaces/istio-ingress/certificates';

const component = (namespace: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'cart',
    namespace: 'default',
    annotations: {
      'backstage.io/kubernetes-namespace': namespace,
      'backstage.io/kubernetes-label-selector': 'app=cart',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-shop' },
});

/** What a team has before it exposes anything: a STRICT service in the mesh. */
async function deployCart(): Promise<string> {
  const namespace = await newNamespace('loop', { 'istio.io/rev': 'prod' });
  const create = (folder: string, body: object) =>
    kube('POST', `${folder}/namespaces/${namespace}/${kindOf(body)}`, { body });
  await create('/apis/security.istio.io/v1', peerAuthentication('STRICT'));
  await create('/api/v1', service('cart'));
  await create('/apis/apps/v1', deployment('cart', 2));
  return namespace;
}

function kindOf(body: object): string {
  // Each of the objects above has a kind, and its plural is regular.
  return `${(body as { kind: string }).kind.toLowerCase()}s`;
}

describe('from a filled-in form to a host that is served, on the lab', () => {
  const { apiServer, gitea: forge } = labFacts();
  let namespace: string;
  let host: string;
  let repository: string;
  let backend: TestBackend;
  let sync: Sync | undefined;

  beforeAll(async () => {
    namespace = await deployCart();
    host = `${namespace}.lab.example.com`;
    repository = await newRepository({
      'clusters/lab/kustomization.yaml': 'resources: []\n',
    });
    backend = await startLoopBackend({
      token: await shippedReaderToken(),
      repository,
      component: component(namespace),
    });
  });

  afterAll(async () => {
    await sync?.stop();
    await backend?.stop();
    await kube('DELETE', `${CERTIFICATES}/${namespace}-cart-ingress`);
    await kube('DELETE', `/api/v1/namespaces/${namespace}`);
    await gitea('DELETE', `/repos/${forge.organisation}/${repository}`);
  });

  const readStatus = async (): Promise<EntityStatus> => {
    const { body } = await request(backend.server)
      .get('/api/istio/entities/component/default/cart/status')
      .expect(200);
    return body;
  };

  const startGitOps = () => {
    sync = startSync({
      forge: {
        gitUrl: `${forge.url}/${forge.organisation}/${repository}.git`,
        owner: forge.organisation,
        repo: repository,
        branch: 'main',
        user: forge.user,
        token: forge.token,
      },
      clusters: [{ ...apiServer, name: 'lab', token: apiServer.adminToken }],
      intervalMs: 1_000,
    });
    return sync;
  };

  it('knows the workload that istiod injected', async () => {
    await eventually(async () => {
      expect(await readStatus()).toMatchObject({
        state: 'in-mesh',
        clusters: [
          { state: 'live', istio: 'installed', certManager: 'installed' },
        ],
        workloads: [
          {
            pods: { total: 2, ready: 2, current: 2 },
            dataPlane: { mode: 'sidecar' },
            revision: { desired: '1-30-3', tag: 'prod', verdict: 'current' },
            mtls: [{ port: 8080, mode: 'STRICT', source: 'namespace' }],
          },
        ],
        exposures: [],
        changes: [],
      });
    });
  });

  it('opens a pull request from the form', async () => {
    const { status, log, links } = await runTemplate(backend, TEMPLATE, {
      entityRef: 'component:default/cart',
      target: { cluster: 'lab', namespace, service: 'cart', port: 8080 },
      host,
      tlsMode: 'SIMPLE',
    });
    expect([status, log]).toEqual([
      'completed',
      expect.stringContaining('Opened pull request #1'),
    ]);
    expect(links).toContainEqual({
      title: 'Pull request',
      url: `${forge.url}/${forge.organisation}/${repository}/pulls/1`,
    });
    expect(
      await gitea('GET', `/repos/${forge.organisation}/${repository}/pulls/1`),
    ).toMatchObject({ state: 'open', base: { ref: 'main' } });
    await eventually(async () => {
      expect((await readStatus()).changes).toMatchObject([
        { stage: 'proposed', pullRequest: { number: 1, state: 'open' } },
      ]);
    });
  });

  it('waits for the sync once it is merged', async () => {
    await mergePullRequest(repository, 1);
    await eventually(async () => {
      expect((await readStatus()).changes).toMatchObject([
        { stage: 'merged', pullRequest: { state: 'merged' } },
      ]);
    });
    expect((await readStatus()).exposures).toEqual([]);
  });

  it('passes admission and is effective when cert-manager has issued', async () => {
    const { clusters } = await startGitOps().syncNow();
    expect(clusters).toMatchObject([{ state: 'synced', problems: [] }]);
    expect(clusters[0].objects.map(({ kind, state }) => [kind, state])).toEqual(
      expect.arrayContaining([
        ['Certificate', expect.stringMatching(/applied|unchanged/)],
        ['Gateway', expect.stringMatching(/applied|unchanged/)],
        ['VirtualService', expect.stringMatching(/applied|unchanged/)],
      ]),
    );
    await eventually(async () => {
      expect(await readStatus()).toMatchObject({
        exposures: [{ cluster: 'lab', host, state: 'exposed', tone: 'ok' }],
        certificates: [{ state: 'healthy', dnsNames: [host] }],
        workloads: [
          {
            revision: { verdict: 'current' },
            mtls: [{ port: 8080, mode: 'STRICT' }],
          },
        ],
        changes: [
          { stage: 'effective', tone: 'ok', detail: `${host} is exposed.` },
        ],
      });
    });
  });

  it('left the objects in the cluster, signed by the mesh CA', async () => {
    const found = await Promise.all([
      kube('GET', `${ISTIO}/${namespace}/gateways/cart-gateway`),
      kube('GET', `${ISTIO}/${namespace}/virtualservices/cart`),
      kube('GET', `${CERTIFICATES}/${namespace}-cart-ingress`),
    ]);
    expect(found.map(object => object?.spec)).toMatchObject([
      { servers: [{ hosts: [expect.stringContaining(host)] }] },
      { hosts: [host] },
      { dnsNames: [host], issuerRef: { name: labFacts().issuers.ready } },
    ]);
    expect(found[2]?.status).toMatchObject({
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'Ready', status: 'True' }),
      ]),
    });
  });
});
