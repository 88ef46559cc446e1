import { mockServices } from '@backstage/backend-test-utils';
import {
  assessCluster,
  SECRET_RESOURCES,
  WATCHED_RESOURCES,
} from '@meshwright/backstage-plugin-istio-common';
import { createPemReader } from '@meshwright/backstage-plugin-istio-node';
import {
  startSandboxProcess,
  type SandboxProcess,
} from '../testing/startSandboxProcess';
import { waitFor } from '../testing/waitFor';
import { systemClock } from './Clock';
import { ClusterCollector } from './ClusterCollector';
import { HttpTransport } from './HttpTransport';
import { DEFAULT_WATCH_SETTINGS } from './WatchSettings';

jest.setTimeout(180_000);

const CANARY = 'meshwright-canary-4711';
const SECRETS = '/api/v1/namespaces/shop/secrets';

/** What no text of ours may hold: the canary, or a key in any of its forms. */
const FORBIDDEN = [
  CANARY,
  Buffer.from(CANARY).toString('base64').replace(/=+$/, ''),
  'PRIVATE KEY',
  Buffer.from('-----BEGIN PRIVATE').toString('base64').slice(0, 20),
];

describe('Secrets of a cluster', () => {
  let sandbox: SandboxProcess;
  const logger = mockServices.logger.mock();
  const stops: Array<() => Promise<void>> = [];

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
    for (const [name, data] of [
      ['canary', { password: CANARY }],
      ['canary-tls', { 'tls.crt': CANARY, 'tls.key': CANARY }],
    ] as const) {
      await sandbox.kube('eu-1', SECRETS, {
        method: 'POST',
        body: {
          metadata: {
            name,
            annotations: {
              'kubectl.kubernetes.io/last-applied-configuration': CANARY,
            },
          },
          type: name === 'canary' ? 'Opaque' : 'kubernetes.io/tls',
          stringData: data,
        },
      });
    }
  });

  afterAll(async () => {
    await Promise.all(stops.map(stop => stop()));
    await sandbox?.stop();
  });

  function start(token: string, secrets: boolean) {
    const cluster = sandbox.endpoints.clusters.find(
      ({ name }) => name === 'eu-1',
    );
    const collector = new ClusterCollector({
      cluster: { name: 'eu-1' },
      transport: new HttpTransport({
        connect: async () => ({
          server: new URL(cluster?.url ?? ''),
          headers: { authorization: `Bearer ${token}` },
          tls: {},
        }),
        answerTimeoutMs: 60_000,
      }),
      clock: systemClock,
      logger,
      settings: DEFAULT_WATCH_SETTINGS,
      resources: secrets
        ? [...WATCHED_RESOURCES, ...SECRET_RESOURCES]
        : WATCHED_RESOURCES,
      pem: createPemReader(),
    });
    stops.push(collector.start({ objectsChanged() {}, progressed() {} }));
    return collector;
  }

  const assess = (collector: ClusterCollector) =>
    assessCluster(collector.index, {
      cluster: 'eu-1',
      now: new Date(),
      dataStates: collector.dataStates(),
    });

  it('become facts, and nothing else of them stays', async () => {
    const collector = start('sandbox-admin', true);
    await waitFor(() => {
      expect(collector.settled).toBe(true);
      const states = collector.dataStates();
      expect(states.get('secrets:tls')).toBe('live');
      expect(states.get('secrets:other')).toBe('live');
      expect(collector.index.count('secret')).toBeGreaterThan(1);
    });
    const secrets = [...collector.index.all('secret')];
    expect(secrets.some(({ keyMatches }) => keyMatches)).toBe(true);
    expect(secrets.find(({ ref }) => ref.name === 'canary-tls')).toMatchObject({
      chain: [],
      hasKey: true,
    });
    expect(secrets.some(({ ref }) => ref.name === 'canary')).toBe(false);
    const assessment = assess(collector);
    expect(
      assessment.certificates.some(({ secret }) => secret?.chain.length),
    ).toBe(true);
    const everything = JSON.stringify([
      ['secret', 'configmap'].map(type => [
        // Both are types of objects; the cast spares a list of all.
        ...collector.index.all(type as 'secret'),
      ]),
      assessment,
      [...collector.dataStates()],
      collector.freshness(),
      [logger.debug, logger.info, logger.warn, logger.error].map(
        log => log.mock.calls,
      ),
    ]);
    for (const text of FORBIDDEN) expect(everything).not.toContain(text);
  });

  it('are not asked for unless the operator says so', async () => {
    const collector = start('sandbox-admin', false);
    await waitFor(() => expect(collector.settled).toBe(true));
    expect([...collector.dataStates().keys()].join()).not.toContain('secrets');
    expect(collector.index.count('secret')).toBe(0);
    expect(assess(collector).certificates.some(one => one.secret)).toBe(false);
  });

  it('that are forbidden leave the rest as it is', async () => {
    const collector = start('sandbox-reader', true);
    await waitFor(() => {
      expect(collector.settled).toBe(true);
      expect(collector.dataStates().get('secrets:tls')).toBe('forbidden');
    });
    expect(collector.freshness().state).toBe('live');
    // Where a Certificate writes the Secret elsewhere, that is the better reason.
    const unmanaged = assess(collector).certificates.filter(
      ({ state, secretName }) =>
        state === 'unmanaged' && secretName !== 'parcels-samples',
    );
    for (const { why } of unmanaged) {
      expect(why.summary).toContain('Secrets are forbidden');
    }
  });

  it('leave roots of the mesh readable', async () => {
    const collector = start('sandbox-reader', false);
    await waitFor(() => expect(collector.settled).toBe(true));
    const [root] = assess(collector).trustRoots;
    expect(root).toMatchObject({
      majority: true,
      certificates: [expect.objectContaining({ isCa: true })],
    });
    expect(root.namespaceCount).toBeGreaterThan(3);
  });
});
