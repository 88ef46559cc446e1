import { mockServices } from '@backstage/backend-test-utils';
import {
  stringifyObjectRef,
  type MeshIndex,
  type MeshObjectType,
} from '@meshwright/backstage-plugin-istio-common';
import {
  startSandboxProcess,
  type SandboxProcess,
} from '../testing/startSandboxProcess';
import { waitFor } from '../testing/waitFor';
import { systemClock } from './Clock';
import { ClusterCollector } from './ClusterCollector';
import { HttpTransport } from './HttpTransport';
import { DEFAULT_WATCH_SETTINGS } from './WatchSettings';

jest.setTimeout(400_000);

const TYPES: readonly MeshObjectType[] = [
  'namespace',
  'pod',
  'workload',
  'replicaset',
  'service',
  'configmap',
  'webhook',
  'peerauthentication',
  'gateway',
  'virtualservice',
  'destinationrule',
  'certificate',
  'issuer',
];

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

const CONFIG = '/apis/networking.istio.io/v1/namespaces/shop/gateways';

function gateway(name: string, host: string) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace: 'shop' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        {
          port: { number: 80, name: 'http', protocol: 'HTTP' },
          hosts: [host],
        },
      ],
    },
  };
}

describe('ClusterCollector on the sandbox', () => {
  let sandbox: SandboxProcess;
  const stops: Array<() => Promise<void>> = [];

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
  });

  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
    await sandbox.fault({ fault: 'none' });
  });

  afterAll(() => sandbox?.stop());

  function start(tokens: () => string = () => 'sandbox-reader') {
    const cluster = sandbox.endpoints.clusters.find(
      ({ name }) => name === 'eu-1',
    );
    const collector = new ClusterCollector({
      cluster: { name: 'eu-1' },
      transport: new HttpTransport({
        connect: async () => ({
          server: new URL(cluster?.url ?? ''),
          headers: { authorization: `Bearer ${tokens()}` },
          tls: {},
        }),
        answerTimeoutMs: 120_000,
      }),
      clock: systemClock,
      logger: mockServices.logger.mock(),
      settings: {
        ...DEFAULT_WATCH_SETTINGS,
        pageSize: 7,
        answerTimeout: 120_000,
        pageTimeout: 120_000,
        backoffMin: 20,
        backoffMax: 200,
        healthyWatch: 200,
        slowRetry: 100,
      },
    });
    stops.push(collector.start({ objectsChanged() {}, progressed() {} }));
    return collector;
  }

  async function untilLive(collector: ClusterCollector): Promise<void> {
    await waitFor(() => {
      const { state, resources } = collector.freshness();
      expect(state).toBe('live');
      expect(resources.filter(row => row.state !== 'live')).toEqual([]);
    });
  }

  /** After the fault, the index says what a fresh one says. */
  async function converges(collector: ClusterCollector): Promise<void> {
    await untilLive(collector);
    const fresh = start();
    await untilLive(fresh);
    await waitFor(() => {
      expect(contentsOf(collector.index)).toEqual(contentsOf(fresh.index));
    });
  }

  it.each<[string, Array<Record<string, unknown>>]>([
    [
      'compaction and cut watches',
      [{ fault: 'compact' }, { fault: 'cut-watch' }],
    ],
    [
      '410 as an ERROR event',
      [
        { fault: 'gone', as: 'event', verb: 'watch', times: 30 },
        { fault: 'cut-watch' },
      ],
    ],
    [
      '410 as an HTTP status',
      [
        { fault: 'gone', as: 'http', verb: 'watch', times: 30 },
        { fault: 'cut-watch' },
      ],
    ],
    ['garbage on every watch', [{ fault: 'garbage' }]],
    [
      'a burst of errors',
      [{ fault: 'error', status: 503, times: 60 }, { fault: 'cut-watch' }],
    ],
    ['dropped connections', [{ fault: 'drop', times: 40 }]],
    [
      '429 with Retry-After',
      [
        { fault: 'error', status: 429, retryAfter: 1, times: 10 },
        { fault: 'cut-watch' },
      ],
    ],
  ])('converges after %s', async (_, faults) => {
    const collector = start();
    await untilLive(collector);
    await sandbox.kube('eu-1', CONFIG, {
      method: 'POST',
      body: gateway('gap-a', 'a.example.com'),
    });
    await sandbox.kube('eu-1', CONFIG, {
      method: 'POST',
      body: gateway('gap-b', 'b.example.com'),
    });
    for (const fault of faults) {
      await sandbox.fault({ cluster: 'eu-1', ...fault });
    }
    // While it is blind: one goes, one comes back as another object.
    await removeGateway('gap-a');
    await removeGateway('gap-b');
    await sandbox.kube('eu-1', CONFIG, {
      method: 'POST',
      body: gateway('gap-b', 'again.example.com'),
    });
    await sandbox.fault({ cluster: 'eu-1', fault: 'none' });
    await converges(collector);
    const found = contentsOf(collector.index);
    expect(found['networking.istio.io/Gateway:shop/gap-a']).toBeUndefined();
    expect(
      JSON.stringify(found['networking.istio.io/Gateway:shop/gap-b']),
    ).toContain('again.example.com');
    await removeGateway('gap-b');
  });

  async function removeGateway(name: string): Promise<void> {
    // The fault may hit this request as well: try until it is through.
    await waitFor(async () => {
      await sandbox
        .kube('eu-1', `${CONFIG}/${name}`, { method: 'DELETE' })
        .catch(error => {
          if (!String(error).includes('NotFound')) throw error;
        });
    });
  }

  it('relists only the type whose history is lost', async () => {
    const collector = start();
    await untilLive(collector);
    const listed = () =>
      new Map(
        [...collector.counters()].map(([type, { lists }]) => [type, lists]),
      );
    const before = listed();
    const podsBefore = before.get('pods') ?? 0;
    await sandbox.fault({
      cluster: 'eu-1',
      resource: 'pods',
      verb: 'watch',
      fault: 'gone',
      times: 1,
    });
    await sandbox.fault({
      cluster: 'eu-1',
      resource: 'pods',
      fault: 'cut-watch',
    });
    await waitFor(() => expect(listed().get('pods')).toBe(podsBefore + 1));
    await converges(collector);
    expect(listed()).toEqual(before.set('pods', podsBefore + 1));
  });

  it('says which type is forbidden while all others live', async () => {
    await sandbox.fault({
      cluster: 'eu-1',
      resource: 'virtualservices',
      fault: 'forbidden',
    });
    const collector = start();
    await waitFor(() => {
      expect(collector.settled).toBe(true);
      expect(
        collector
          .freshness()
          .resources.filter(({ state }) => state !== 'live')
          .map(({ resource, state }) => [resource, state]),
      ).toEqual([['virtualservices.networking.istio.io', 'forbidden']]);
    });
    await sandbox.fault({
      cluster: 'eu-1',
      resource: 'virtualservices',
      fault: 'none',
    });
    await converges(collector);
  });

  it('goes on with the new token when the old one is refused', async () => {
    let token = 'sandbox-reader';
    const collector = start(() => token);
    await untilLive(collector);
    token = 'revoked';
    await sandbox.fault({ cluster: 'eu-1', fault: 'cut-watch' });
    collector.refresh();
    await sandbox.fault({
      cluster: 'eu-1',
      fault: 'unauthorized',
      times: 40,
    });
    await waitFor(() =>
      expect(collector.freshness().state).toBe('unauthenticated'),
    );
    token = 'sandbox-reader';
    await sandbox.fault({ cluster: 'eu-1', fault: 'none' });
    await converges(collector);
  });
});
