import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';
import { testDatabases } from '../__testUtils__/testDatabases';
import { readFreshness } from './readFreshness';
import { syncClusters } from './syncClusters';
import { writeFacts } from './writeFacts';
import { writeFreshness } from './writeFreshness';

jest.setTimeout(180_000);

const NOW = new Date('2026-11-22T12:00:00.000Z');

function freshness(cluster: string): ClusterFreshness {
  return {
    cluster,
    title: 'Europe 1',
    state: 'forbidden',
    since: '2026-11-22T11:00:00.000Z',
    confirmedAt: '2026-11-22T11:59:00.000Z',
    message: 'pods is forbidden',
    nextAttemptAt: '2026-11-22T12:01:00.000Z',
    istio: 'installed',
    certManager: 'not-installed',
    resources: [
      {
        resource: 'services',
        state: 'live',
        since: '2026-11-22T11:00:00.000Z',
        confirmedAt: '2026-11-22T11:59:00.000Z',
      },
      {
        resource: 'pods',
        state: 'forbidden',
        since: '2026-11-22T11:00:00.000Z',
        message: 'pods is forbidden',
      },
    ],
  };
}

describe('freshness of clusters', () => {
  const databases = testDatabases();

  it.each(databases.ids)('is read as it was written, on %s', async id => {
    const knex = await databases.migrated(id);
    await syncClusters(
      knex,
      [{ name: 'eu-2' }, { name: 'eu-1', title: 'Europe 1' }],
      NOW,
    );
    await writeFreshness(knex, freshness('eu-1'));
    // Twice: the second write updates.
    await writeFreshness(knex, freshness('eu-1'));
    expect(await readFreshness(knex)).toEqual([
      {
        cluster: 'eu-2',
        state: 'syncing',
        since: NOW.toISOString(),
        istio: 'unknown',
        certManager: 'unknown',
        resources: [],
      },
      freshness('eu-1'),
    ]);
  });

  it.each(databases.ids)('goes with its cluster, on %s', async id => {
    const knex = await databases.migrated(id);
    await syncClusters(knex, [{ name: 'eu-1' }, { name: 'eu-2' }], NOW);
    await writeFreshness(knex, freshness('eu-1'));
    await writeFacts(knex, 'eu-1', [
      {
        table: 'workloads',
        delete: [],
        upsert: [
          { key: 'a', namespace: 'n', name: 'a', hash: 'h', payload: '{}' },
        ],
      },
    ]);

    await syncClusters(knex, [{ name: 'eu-2', title: 'Europe 2' }], NOW);
    expect(await readFreshness(knex)).toMatchObject([
      { cluster: 'eu-2', title: 'Europe 2' },
    ]);
    expect(await knex('workloads')).toEqual([]);
    expect(await knex('resource_freshness')).toEqual([]);

    // A collector that has not heard of the removal yet brings nothing back.
    await writeFreshness(knex, freshness('eu-1'));
    expect(await writeFacts(knex, 'eu-1', [])).toBe(false);
    expect(await knex('resource_freshness')).toEqual([]);
  });

  it.each(databases.ids)('survives a restart, on %s', async id => {
    const knex = await databases.migrated(id);
    await syncClusters(knex, [{ name: 'eu-1' }], NOW);
    await writeFreshness(knex, freshness('eu-1'));
    await syncClusters(knex, [{ name: 'eu-1', title: 'New title' }], NOW);
    expect(await readFreshness(knex)).toEqual([
      { ...freshness('eu-1'), title: 'New title' },
    ]);
  });
});
