import type { Knex } from 'knex';
import { testDatabases } from './__testUtils__/testDatabases';
import { FactsCache } from './FactsCache';
import { readHashes } from './operations/readHashes';
import { syncClusters } from './operations/syncClusters';
import { writeFacts, type NewFact } from './operations/writeFacts';

jest.setTimeout(180_000);

function fact(key: string, content: number): NewFact {
  const payload = JSON.stringify({ key, content });
  return { key, namespace: 'shop', name: key, hash: payload, payload };
}

async function write(
  knex: Knex,
  cluster: string,
  upsert: NewFact[],
  gone: string[] = [],
) {
  await writeFacts(knex, cluster, [
    { table: 'workloads', upsert, delete: gone },
  ]);
}

describe('FactsCache', () => {
  const databases = testDatabases();

  it.each(databases.ids)('is as new as the database, on %s', async id => {
    const knex = await databases.migrated(id);
    const now = new Date(0);
    await syncClusters(knex, [{ name: 'eu-1' }, { name: 'eu-2' }], now);
    const cache = new FactsCache(knex);
    const workloads = async () =>
      Object.fromEntries(
        (await cache.read()).map(({ cluster, workloads: rows }) => [
          cluster,
          rows,
        ]),
      );

    expect(await workloads()).toEqual({});

    await write(knex, 'eu-1', [fact('a', 1), fact('b', 1)]);
    expect(await workloads()).toEqual({
      'eu-1': [
        { key: 'a', content: 1 },
        { key: 'b', content: 1 },
      ],
    });

    await write(knex, 'eu-1', [fact('b', 2), fact('c', 1)], ['a']);
    await write(knex, 'eu-2', []);
    expect(await workloads()).toEqual({
      'eu-1': [
        { key: 'b', content: 2 },
        { key: 'c', content: 1 },
      ],
      'eu-2': [],
    });

    await syncClusters(knex, [{ name: 'eu-2' }], now);
    expect(await workloads()).toEqual({ 'eu-2': [] });

    // Back again with other facts, at a generation that was seen before.
    await syncClusters(knex, [{ name: 'eu-1' }, { name: 'eu-2' }], now);
    await write(knex, 'eu-1', [fact('z', 1)]);
    expect(await workloads()).toEqual({
      'eu-1': [{ key: 'z', content: 1 }],
      'eu-2': [],
    });
  });

  it.each(databases.ids)(
    'asks once for what did not change, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await syncClusters(knex, [{ name: 'eu-1' }], new Date(0));
      await write(knex, 'eu-1', [fact('a', 1)]);
      const cache = new FactsCache(knex);
      const [first] = await cache.read();
      const queries: string[] = [];
      knex.on('query', ({ sql }) => queries.push(sql));
      const [second] = await cache.read();
      expect(second).toBe(first);
      expect(queries).toHaveLength(1);
    },
  );

  it.each(databases.ids)(
    'handles more rows than fit a statement, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await syncClusters(knex, [{ name: 'eu-1' }], new Date(0));
      const facts = Array.from({ length: 1_234 }, (_, at) =>
        fact(`workload-${at}`, at),
      );
      await write(knex, 'eu-1', facts);
      const [{ workloads }] = await new FactsCache(knex).read();
      expect(workloads).toHaveLength(1_234);
      const hashes = await readHashes(knex, 'eu-1');
      expect(hashes.get('workloads')?.size).toBe(1_234);

      await write(
        knex,
        'eu-1',
        [],
        facts.map(({ key }) => key),
      );
      expect((await new FactsCache(knex).read())[0].workloads).toEqual([]);
    },
  );

  it.each(databases.ids)('never shows half of a write, on %s', async id => {
    const knex = await databases.migrated(id);
    await syncClusters(knex, [{ name: 'eu-1' }], new Date(0));
    const cache = new FactsCache(knex);
    const writes = (async () => {
      for (let content = 0; content < 20; content += 1) {
        await write(knex, 'eu-1', [fact('a', content), fact('b', content)]);
      }
    })();
    for (let at = 0; at < 20; at += 1) {
      for (const { workloads } of await cache.read()) {
        const contents = workloads.map(row => Object(row).content);
        expect(new Set(contents).size).toBe(1);
      }
    }
    await writes;
  });
});
