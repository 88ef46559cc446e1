import { testDatabases } from './__testUtils__/testDatabases';
import { migrate, migrationsDirectory } from './migrate';
import { FACT_TABLES } from './tables';

jest.setTimeout(60_000);

const TABLES = ['clusters', 'resource_freshness', ...FACT_TABLES, 'changes'];

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
});
