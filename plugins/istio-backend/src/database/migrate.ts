import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Where the migrations of this package lie. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@meshwright/backstage-plugin-istio-backend',
    'migrations',
  );
}

/** Brings the schema up to date. */
export async function migrate(knex: Knex): Promise<void> {
  await knex.migrate.latest({ directory: migrationsDirectory() });
}
