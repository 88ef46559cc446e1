import { mockServices } from '@backstage/backend-test-utils';
import {
  assessCluster,
  stringifyObjectRef,
  type MeshIndex,
  type MeshObjectType,
  type ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import { systemClock } from '../../plugins/istio-backend/src/watch/Clock';
import { ClusterCollector } from '../../plugins/istio-backend/src/watch/ClusterCollector';
import { HttpTransport } from '../../plugins/istio-backend/src/watch/HttpTransport';
import { resolveConnection } from '../../plugins/istio-backend/src/watch/resolveConnection';
import { DEFAULT_WATCH_SETTINGS } from '../../plugins/istio-backend/src/watch/WatchSettings';
import { eventually } from './eventually';
import { labFacts } from './labFacts';
import { kube, newNamespace, patch } from './labKube';
import { deployment, peerAuthentication, service } from './meshObjects';

jest.setTimeout(300_000);

const TYPES: readonly MeshObjectType[] = [
  'namespace',
  'pod',
  'workload',
  'replicaset',
  'service',
  'webhook',
  'peerauthentication',
  'gateway',
  'virtualservice',
  'destinationrule',
  'serviceentry',
  'certificate',
  'certificaterequest',
  'issuer',
];

/** What the reader of the lab may not list: by name only, and not at all. */
const FORBIDDEN = ['configmaps', 'ingresses.networking.k8s.io'];

function contentsOf(index: MeshIndex): Record<string, unknown> {
  return Object.fromEntries(
    TYPES.flatMap(type =>
      [...index.all(type)].map(object => [
        stringifyObjectRef(object.ref),
        object,
      ]),
    ),
  );
}

function certificate(host: string) {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'web' },
    spec: {
      secretName: 'web',
      dnsNames: [host],
      issuerRef: { kind: 'ClusterIssuer', name: labFacts().issuers.ready },
    },
  };
}

describe('ClusterCollector on kube-apiserver', () => {
  const stops: Array<() => Promise<void>> = [];
  let collector: ClusterCollector;
  let namespace: string;

  function start(): ClusterCollector {
    const { apiServer, tokens } = labFacts();
    const started = new ClusterCollector({
      cluster: { name: 'lab' },
      transport: new HttpTransport({
        connect: () =>
          resolveConnection({
            name: 'lab',
            url: apiServer.url,
            caData: apiServer.caData,
            auth: { type: 'token', token: tokens.reader },
            skipTLSVerify: false,
          }),
        answerTimeoutMs: DEFAULT_WATCH_SETTINGS.answerTimeout,
      }),
      clock: systemClock,
      settings: DEFAULT_WATCH_SETTINGS,
      logger: mockServices.logger.mock(),
    });
    stops.push(
      started.start({ objectsChanged: () => {}, progressed: () => {} }),
    );
    return started;
  }

  beforeAll(async () => {
    collector = start();
    namespace = await newNamespace('collector', { 'istio.io/rev': 'prod' });
  });

  afterAll(async () => {
    await Promise.all(stops.map(stop => stop()));
    await kube('DELETE', `/api/v1/namespaces/${namespace}`);
  });

  const at = (group: string, plural: string, name = '') =>
    `${group}/namespaces/${namespace}/${plural}${name && `/${name}`}`;
  const deployments = (name?: string) =>
    at('/apis/apps/v1', 'deployments', name);
  const policies = (name?: string) =>
    at('/apis/security.istio.io/v1', 'peerauthentications', name);
  const certificates = (name?: string) =>
    at('/apis/cert-manager.io/v1', 'certificates', name);

  const find = (ref: Omit<ObjectRef, 'namespace'>) =>
    collector.index.find({ ...ref, namespace });

  const assess = () =>
    assessCluster(collector.index, {
      cluster: 'lab',
      now: new Date(),
      dataStates: collector.dataStates(),
    });

  const assessedWeb = () => {
    const found = assess().workloads.find(
      ({ ref }) => ref.namespace === namespace && ref.name === 'web',
    );
    if (!found) throw new Error('the workload web is not assessed');
    return found;
  };

  it('reads all that it may, and keeps apart what it may not', async () => {
    await eventually(() => expect(collector.settled).toBe(true));
    await eventually(() => {
      const states = [...collector.dataStates()];
      const others = states.filter(([name]) => !FORBIDDEN.includes(name));
      expect(others.filter(([, state]) => state !== 'live')).toEqual([]);
      expect(states.filter(([, state]) => state === 'forbidden')).toEqual(
        FORBIDDEN.map(name => [name, 'forbidden']),
      );
    });
    expect(collector.freshness()).toMatchObject({
      state: 'forbidden',
      message: expect.stringContaining('"reader" cannot list resource'),
      istio: 'installed',
      certManager: 'installed',
    });
  });

  it('follows a Deployment until its injected pods are ready', async () => {
    await kube('POST', at('/api/v1', 'services'), { body: service('web') });
    await kube('POST', deployments(), { body: deployment('web', 2) });
    await eventually(() =>
      expect(assessedWeb()).toMatchObject({
        pods: { total: 2, ready: 2, current: 2 },
        dataPlane: { mode: 'sidecar' },
        revision: { desired: '1-30-3', tag: 'prod', verdict: 'current' },
        services: [{ name: 'web' }],
      }),
    );
    await patch(deployments('web'), { spec: { replicas: 3 } });
    await eventually(() =>
      expect(assessedWeb().pods).toMatchObject({ total: 3, ready: 3 }),
    );
  });

  it('follows a policy that comes, changes and goes', async () => {
    const isJudged = (mode: string, source: string) =>
      eventually(() =>
        expect(assessedWeb().mtls).toMatchObject([
          { port: 8080, mode, source },
        ]),
      );
    const body = peerAuthentication('STRICT');
    await kube('POST', policies(), { body });
    await isJudged('STRICT', 'namespace');
    await patch(policies('default'), { spec: { mtls: { mode: 'DISABLE' } } });
    await isJudged('DISABLE', 'namespace');
    await kube('DELETE', policies('default'));
    await isJudged('PERMISSIVE', 'default');
  });

  it('follows a Certificate until it is issued, and until it is gone', async () => {
    const ref = { group: 'cert-manager.io', kind: 'Certificate', name: 'web' };
    const body = certificate('web.lab.example.com');
    await kube('POST', certificates(), { body });
    await eventually(() =>
      expect(find(ref)).toMatchObject({
        conditions: expect.arrayContaining([
          expect.objectContaining({ type: 'Ready', status: 'True' }),
        ]),
      }),
    );
    const { uid } = find(ref) ?? {};
    await kube('DELETE', certificates('web'));
    await eventually(() => expect(find(ref)).toBeUndefined());
    await kube('POST', certificates(), { body });
    await eventually(() => {
      expect(find(ref)?.uid).toEqual(expect.any(String));
      expect(find(ref)?.uid).not.toBe(uid);
    });
  });

  it('says which workload waits for a restart, until it was restarted', async () => {
    await patch(`/api/v1/namespaces/${namespace}`, {
      metadata: { labels: { 'istio.io/rev': 'canary' } },
    });
    await eventually(() =>
      expect(assessedWeb().revision).toMatchObject({
        desired: '1-31-0',
        tag: 'canary',
        actual: [{ revision: '1-30-3', pods: 3 }],
        verdict: 'stale-revision',
      }),
    );
    const restartedAt = new Date().toISOString();
    const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt };
    await patch(deployments('web'), {
      spec: { template: { metadata: { annotations } } },
    });
    await eventually(() =>
      expect(assessedWeb().revision).toMatchObject({
        actual: [{ revision: '1-31-0', pods: 3 }],
        verdict: 'current',
      }),
    );
  });

  it('forgets a Deployment with all that came of it', async () => {
    await kube('DELETE', deployments('web'));
    await eventually(() =>
      expect([
        ...collector.index.inNamespace('workload', namespace),
        ...collector.index.inNamespace('replicaset', namespace),
        ...collector.index.inNamespace('pod', namespace),
      ]).toEqual([]),
    );
  });

  it('holds in the end what one that starts now reads', async () => {
    const fresh = start();
    await eventually(() => expect(fresh.settled).toBe(true));
    await eventually(() => {
      const expected = contentsOf(fresh.index);
      expect(Object.keys(expected).length).toBeGreaterThan(20);
      expect(contentsOf(collector.index)).toEqual(expected);
    });
    // Every change came through the watches: nothing was listed twice.
    for (const [name, { lists }] of collector.counters()) {
      if (FORBIDDEN.includes(name)) continue;
      expect([name, lists]).toEqual([name, 1]);
    }
  });
});
