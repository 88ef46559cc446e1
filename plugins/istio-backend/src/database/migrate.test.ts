import { testDatabases } from './__testUtils__/testDatabases';
import { migrate, migrationsDirectory } from './migrate';
import { readGenerations } from './operations/readGenerations';
import { syncClusters } from './operations/syncClusters';
import { writeFacts } from './operations/writeFacts';
import { FACT_TABLES } from './tables';

jest.setTimeout(180_000);

const TABLES = [
  ...['clusters', 'resource_freshness', 'changes', 'intents'],
  ...FACT_TABLES,
];

describe('migrations', () => {
  const databases = testDatabases();

  it.each(databases.ids)('go up and down on %s', async id => {
    const knex = await databases.empty(id);
    const present = () =>
      Promise.all(TABLES.map(table => knex.schema.hasTable(table)));

    await migrate(knex);
    expect(await present()).toEqual(TABLES.map(() => true));

    await knex.migrate.rollback({ directory: migrationsDirectory() }, true);
    expect(await present()).toEqual(TABLES.map(() => false));

    await migrate(knex);
    expect(await present()).toEqual(TABLES.map(() => true));
  });

  it.each(databases.ids)(
    'forget facts of a shape that is read no more, on %s',
    async id => {
      const knex = await databases.migrated(id);
      const directory = migrationsDirectory();
      await syncClusters(knex, [{ name: 'eu-1' }], new Date(0));
      const store = () =>
        writeFacts(knex, 'eu-1', [
          {
            table: 'workloads',
            upsert: [
              {
                key: 'cart',
                namespace: 'shop',
                name: 'cart',
                hash: 'h',
                payload: '{}',
              },
            ],
            delete: [],
          },
        ]);
      const held = async () => [
        await knex('workloads').select('key'),
        (await readGenerations(knex)).get('eu-1'),
      ];
      const forgotten = [[], 0];

      await store();
      await knex.migrate.down({ directory });
      expect(await held()).toEqual(forgotten);

      await store();
      expect(await held()).toEqual([[{ key: 'cart' }], 1]);
      await migrate(knex);
      expect(await held()).toEqual(forgotten);
    },
  );
});
