import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  MeshIndex,
  trimObject,
  WATCHED_RESOURCES,
  type ClusterFreshness,
  type DataState,
} from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import { FactsCache } from '../database/FactsCache';
import { migrate } from '../database/migrate';
import { readHashes } from '../database/operations/readHashes';
import { syncClusters } from '../database/operations/syncClusters';
import { ManualClock } from '../testing/ManualClock';
import { waitFor } from '../testing/waitFor';
import { type Clock, systemClock } from '../watch/Clock';
import { ClusterMaterialiser } from './ClusterMaterialiser';

jest.setTimeout(180_000);

// As it is, but for the test that holds it up.
jest.mock('../database/operations/readHashes', () => {
  const actual = jest.requireActual('../database/operations/readHashes');
  return { readHashes: jest.fn(actual.readHashes) };
});

class FakeSource {
  readonly cluster = 'eu-1';
  readonly index = new MeshIndex();
  /** Whether it is read yet, how often that was asked, and how often it was judged. */
  read = true;
  asked = 0;
  judged = 0;
  state: DataState = 'live';
  message: string | undefined;
  confirmedAt = '2026-11-22T12:00:00.000Z';

  get settled(): boolean {
    this.asked += 1;
    return this.read;
  }

  addPod(name: string, labels: Record<string, string> = {}): void {
    const pods = WATCHED_RESOURCES.find(({ kind }) => kind === 'Pod');
    const object =
      pods &&
      trimObject(pods, {
        metadata: { name, namespace: 'shop', labels },
        spec: { containers: [{ name: 'main', image: 'main:1' }] },
        status: { phase: 'Running' },
      });
    if (object) this.index.apply({ type: 'upsert', object });
  }

  freshness(): ClusterFreshness {
    return {
      cluster: 'eu-1',
      state: this.state,
      since: '2026-11-22T12:00:00.000Z',
      confirmedAt: this.confirmedAt,
      message: this.message,
      istio: 'unknown',
      certManager: 'unknown',
      resources: [
        {
          resource: 'pods',
          state: this.state,
          since: '2026-11-22T12:00:00.000Z',
          confirmedAt: this.confirmedAt,
        },
      ],
    };
  }

  dataStates() {
    this.judged += 1;
    return new Map<string, DataState>([['pods', this.state]]);
  }
}

describe('ClusterMaterialiser', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let knex: Knex;
  let stop: (() => Promise<void>) | undefined;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await migrate(knex);
    await syncClusters(knex, [{ name: 'eu-1' }], new Date(0));
  });

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  function start(
    source: FakeSource,
    options: { reassessMs?: number; clock?: Clock } = {},
  ) {
    const { reassessMs = 3_600_000, clock = systemClock } = options;
    const onWritten = jest.fn();
    const logger = mockServices.logger.mock();
    const materialiser = new ClusterMaterialiser({
      source,
      knex,
      clock,
      logger,
      onWritten,
      settings: {
        quietMs: 5,
        longestMs: 50,
        reassessMs,
        timeStepMs: 1,
        confirmMs: 50,
        retryMs: 20,
      },
    });
    stop = materialiser.start();
    return { materialiser, onWritten, logger };
  }

  const workloads = async () => {
    const assessments = await new FactsCache(knex).read();
    return assessments.flatMap(one => one.workloads.map(({ ref }) => ref.name));
  };
  const writesOf = (table: string) => {
    const writes: string[] = [];
    knex.on('query', ({ sql }) => {
      if (/^(insert|update|delete)/.test(sql) && sql.includes(table)) {
        writes.push(sql);
      }
    });
    return writes;
  };

  it('stores what it judged, and tells', async () => {
    const source = new FakeSource();
    source.addPod('cart');
    const { materialiser, onWritten } = start(source);
    materialiser.objectsChanged();
    await waitFor(async () => expect(await workloads()).toEqual(['cart']));
    await waitFor(() => expect(onWritten).toHaveBeenCalledWith('eu-1'));

    source.index.apply({
      type: 'delete',
      ref: { group: '', kind: 'Pod', namespace: 'shop', name: 'cart' },
    });
    source.addPod('search');
    materialiser.objectsChanged();
    await waitFor(async () => expect(await workloads()).toEqual(['search']));
  });

  it('writes nothing when nothing is different', async () => {
    const source = new FakeSource();
    source.addPod('cart');
    const { materialiser, onWritten } = start(source);
    materialiser.objectsChanged();
    // Once for the state of the cluster, once for its workload.
    await waitFor(() => expect(onWritten).toHaveBeenCalledTimes(2));
    expect(await workloads()).toEqual(['cart']);
    onWritten.mockClear();
    const writes = writesOf('workloads');
    const { judged } = source;
    materialiser.objectsChanged();
    await waitFor(() => expect(source.judged).toBeGreaterThan(judged));
    await stop?.();
    expect(writes).toEqual([]);
    expect(onWritten).not.toHaveBeenCalled();
  });

  it('writes nothing after a restart when nothing is different', async () => {
    const source = new FakeSource();
    source.addPod('cart');
    start(source).materialiser.objectsChanged();
    await waitFor(async () => expect(await workloads()).toEqual(['cart']));
    await stop?.();
    const writes = writesOf('workloads');
    const { judged } = source;
    start(source).materialiser.objectsChanged();
    await waitFor(() => expect(source.judged).toBeGreaterThan(judged));
    await stop?.();
    expect(writes).toEqual([]);
  });

  it('keeps what was known while the cluster is not read yet', async () => {
    const known = new FakeSource();
    known.addPod('cart');
    start(known).materialiser.objectsChanged();
    await waitFor(async () => expect(await workloads()).toEqual(['cart']));
    await stop?.();

    const source = new FakeSource();
    source.read = false;
    const { materialiser } = start(source);
    materialiser.objectsChanged();
    await waitFor(() => expect(source.asked).toBeGreaterThan(0));
    expect(await workloads()).toEqual(['cart']);

    source.read = true;
    materialiser.objectsChanged();
    await waitFor(async () => expect(await workloads()).toEqual([]));
  });

  it('keeps the last verdicts on a cluster that does not answer', async () => {
    const source = new FakeSource();
    source.addPod('cart');
    const { materialiser, onWritten } = start(source);
    materialiser.objectsChanged();
    await waitFor(() => expect(onWritten).toHaveBeenCalledTimes(2));
    expect(await workloads()).toEqual(['cart']);
    const before = await knex('workloads');
    const { asked } = source;
    source.state = 'unreachable';
    materialiser.progressed();
    await waitFor(async () =>
      expect(await knex('clusters').first('state')).toEqual({
        state: 'unreachable',
      }),
    );
    await waitFor(() => expect(source.asked).toBeGreaterThan(asked));
    await stop?.();
    expect(await knex('workloads')).toEqual(before);
  });

  it('stores a new state at once and confirmations now and then', async () => {
    const source = new FakeSource();
    const clock = new ManualClock(0);
    const { materialiser, onWritten } = start(source, { clock });
    /** Lets `ms` go by in steps, as long as `check` fails. */
    const goOn = (ms: number, check: () => void) =>
      waitFor(() => {
        clock.advance(ms);
        check();
      });
    await goOn(5, () => expect(onWritten).toHaveBeenCalledTimes(2));
    onWritten.mockClear();
    const writes = writesOf('resource_freshness');
    const begin = clock.now();
    const confirm = (at: number) => {
      source.confirmedAt = new Date(at).toISOString();
      materialiser.progressed();
    };
    await goOn(5, () => {
      confirm(clock.now());
      expect(clock.now()).toBeGreaterThanOrEqual(begin + 500);
    });
    await goOn(5, () => expect(writes.length).toBeGreaterThan(0));
    // Of some hundred confirmations one in 50 ms.
    expect(writes.length).toBeLessThanOrEqual((clock.now() - begin) / 50 + 1);
    expect(onWritten).not.toHaveBeenCalled();

    source.state = 'forbidden';
    source.message = 'no pods';
    materialiser.progressed();
    await goOn(5, () => expect(onWritten).toHaveBeenCalledWith('eu-1'));
    expect(await knex('clusters').first('state', 'message')).toEqual({
      state: 'forbidden',
      message: 'no pods',
    });
  });

  it('lives through a database that is away', async () => {
    const source = new FakeSource();
    source.addPod('cart');
    await knex.schema.renameTable('workloads', 'elsewhere');
    const { materialiser, logger } = start(source);
    materialiser.objectsChanged();
    await waitFor(() => expect(logger.error).toHaveBeenCalled());
    await knex.schema.renameTable('elsewhere', 'workloads');
    await waitFor(async () => expect(await workloads()).toEqual(['cart']));
  });

  it('leaves no row behind when states cannot be stored while it begins', async () => {
    const { readHashes: actual } = jest.requireActual<{
      readHashes: typeof readHashes;
    }>('../database/operations/readHashes');
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    jest.mocked(readHashes).mockClear();
    jest.mocked(readHashes).mockImplementationOnce(async (...args) => {
      await held;
      return actual(...args);
    });
    const source = new FakeSource();
    source.addPod('cart');
    await knex.schema.renameTable('resource_freshness', 'elsewhere');
    const { materialiser, logger } = start(source);
    materialiser.objectsChanged();
    await waitFor(() => expect(readHashes).toHaveBeenCalled());
    logger.error.mockClear();
    materialiser.progressed();
    await waitFor(() => expect(logger.error).toHaveBeenCalled());
    expect(logger.error.mock.calls[0][0]).toMatch(/freshness/);
    await knex.schema.renameTable('elsewhere', 'resource_freshness');
    release();
    const rows = () => knex('workloads').select('name');
    await waitFor(async () => expect(await rows()).toEqual([{ name: 'cart' }]));

    source.addPod('search');
    materialiser.objectsChanged();
    await waitFor(async () => expect(await rows()).toHaveLength(2));
    for (const name of ['cart', 'search']) {
      source.index.apply({
        type: 'delete',
        ref: { group: '', kind: 'Pod', namespace: 'shop', name },
      });
    }
    materialiser.objectsChanged();
    await waitFor(async () => expect(await rows()).toEqual([]));
  });

  it('judges anew as time goes by', async () => {
    const source = new FakeSource();
    start(source, { reassessMs: 30 });
    source.addPod('cart');
    await waitFor(async () => expect(await workloads()).toEqual(['cart']));
  });
});
