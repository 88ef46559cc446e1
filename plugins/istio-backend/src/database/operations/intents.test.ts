import type { KeptIntent } from '../../intents/KeptIntent';
import { testDatabases } from '../__testUtils__/testDatabases';
import { keepIntent } from './keepIntent';
import { readIntents } from './readIntents';

jest.setTimeout(180_000);

const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 23, 12, minute)).toISOString();

function kept(more: Partial<KeptIntent> = {}): KeptIntent {
  return {
    change: 'enforce-mtls/mesh/eu-1-mtls-shop-default',
    intentHash: 'a',
    cluster: 'eu-1',
    kind: 'mtls',
    intent: { cluster: 'eu-1', scope: 'namespace', namespace: 'shop' },
    proposedAt: at(0),
    ...more,
  };
}

describe('intents', () => {
  const databases = testDatabases();

  it.each(databases.ids)('are read as they were kept, on %s', async id => {
    const knex = await databases.migrated(id);
    const other = kept({
      change: 'expose-service/cart/x',
      entityRef: 'component:default/cart',
      proposedAt: at(1),
    });
    await keepIntent(knex, kept());
    await keepIntent(knex, other);
    await keepIntent(knex, kept({ change: 'x', cluster: 'us-1' }));
    expect(await readIntents(knex, 'eu-1')).toEqual([other, kept()]);
  });

  it.each(databases.ids)(
    'of one change are the newest five, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await keepIntent(knex, kept({ change: 'another' }));
      for (let minute = 1; minute <= 7; minute += 1) {
        const intentHash = `h${minute}`;
        await keepIntent(knex, kept({ intentHash, proposedAt: at(minute) }));
      }
      // Proposed again: it is the newest, not one more.
      await keepIntent(knex, kept({ intentHash: 'h4', proposedAt: at(8) }));
      const hashes = (await readIntents(knex, 'eu-1')).map(
        ({ change, intentHash }) => [change, intentHash],
      );
      const change = kept().change;
      expect(hashes).toEqual([
        ...['h4', 'h7', 'h6', 'h5', 'h3'].map(hash => [change, hash]),
        ['another', 'a'],
      ]);
    },
  );
});
