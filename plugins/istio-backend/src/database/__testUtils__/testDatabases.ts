import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrate } from '../migrate';

/**
 * SQLite, and PostgreSQL where `BACKSTAGE_TEST_DATABASE_POSTGRES<n>_CONNECTION_STRING`
 * names one.
 */
export function testDatabases() {
  const databases = TestDatabases.create({
    ids: ['POSTGRES_18', 'POSTGRES_16', 'POSTGRES_15', 'SQLITE_3'],
    disableDocker: true,
  });
  return {
    ids: databases.eachSupportedId(),
    /** An empty database without tables. */
    empty: (id: Parameters<typeof databases.init>[0]) => databases.init(id),
    /** An empty database with our tables. */
    migrated: async (
      id: Parameters<typeof databases.init>[0],
    ): Promise<Knex> => {
      const knex = await databases.init(id);
      await migrate(knex);
      return knex;
    },
  };
}
