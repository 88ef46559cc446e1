import type { StoredChange } from '../StoredChange';
import { testDatabases } from '../__testUtils__/testDatabases';
import { advanceChange } from './advanceChange';
import { readChange } from './readChange';
import { readClosedChanges } from './readClosedChanges';
import { readChangesOfEntities } from './readChangesOfEntities';
import { readOpenChanges } from './readOpenChanges';
import { recordChange } from './recordChange';
import { updateChange } from './updateChange';

jest.setTimeout(180_000);

function change(
  id: string,
  more: Partial<StoredChange['status']> = {},
): StoredChange {
  return {
    repoUrl: 'git.example.com?owner=platform&repo=gitops',
    intentHash: 'hash',
    host: 'cart.shop.example.com',
    status: {
      id,
      entityRef: 'component:default/cart',
      template: 'template:default/expose-service',
      title: 'Expose cart',
      cluster: 'eu-1',
      pullRequest: {
        number: 1,
        url: 'https://git.example.com/pulls/1',
        state: 'open',
      },
      proposedAt: '2026-11-22T12:00:00.000Z',
      stage: 'proposed',
      tone: 'info',
      detail: 'Pull request #1 awaits review.',
      objects: [
        {
          group: 'networking.istio.io',
          kind: 'Gateway',
          namespace: 'shop',
          name: 'cart',
        },
      ],
      ...more,
    },
  };
}

describe('changes', () => {
  const databases = testDatabases();

  it.each(databases.ids)('are read as they were written, on %s', async id => {
    const knex = await databases.migrated(id);
    await recordChange(knex, change('a'));
    expect(await readChange(knex, 'a')).toEqual(change('a'));
    expect(await readChange(knex, 'b')).toBeUndefined();

    const effective = change('a', {
      stage: 'effective',
      tone: 'ok',
      mergedAt: '2026-11-22T12:01:00.000Z',
      syncedAt: '2026-11-22T12:02:00.000Z',
      effectiveAt: '2026-11-22T12:03:00.000Z',
    });
    await updateChange(knex, effective);
    expect(await readChange(knex, 'a')).toEqual(effective);
  });

  it.each(databases.ids)(
    'start over when people reopen them, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await recordChange(knex, change('a'));
      const closed = change('a', {
        ...{ stage: 'closed', tone: 'neutral', detail: 'Closed.' },
        pullRequest: { ...change('a').status.pullRequest, state: 'closed' },
      });
      await updateChange(knex, closed);
      expect(await readOpenChanges(knex)).toEqual([]);
      const since = new Date('2026-11-22T12:00:00.000Z');
      expect(await readClosedChanges(knex, since)).toEqual([closed]);
      const later = new Date('2026-11-22T12:00:00.001Z');
      expect(await readClosedChanges(knex, later)).toEqual([]);
      await recordChange(knex, change('a'));
      expect(await readOpenChanges(knex)).toEqual([change('a')]);
      expect(await readClosedChanges(knex, since)).toEqual([]);
    },
  );

  it.each(databases.ids)('are followed until they end, on %s', async id => {
    const knex = await databases.migrated(id);
    for (const stage of [
      'proposed',
      'merged',
      'synced',
      'effective',
      'closed',
    ] as const) {
      await recordChange(knex, change(stage, { stage }));
    }
    await recordChange(
      knex,
      change('removed', { stage: 'merged', cluster: undefined }),
    );
    const open = await readOpenChanges(knex);
    expect(open.map(({ status }) => status.stage).sort()).toEqual([
      'merged',
      'proposed',
      'synced',
    ]);
  });

  it.each(databases.ids)('come newest first by entity, on %s', async id => {
    const knex = await databases.migrated(id);
    await recordChange(
      knex,
      change('old', { proposedAt: '2026-11-21T12:00:00.000Z' }),
    );
    await recordChange(knex, change('new'));
    await recordChange(
      knex,
      change('other', { entityRef: 'component:default/other' }),
    );
    const found = await readChangesOfEntities(knex, [
      'component:default/cart',
      'component:default/none',
    ]);
    expect([...found.keys()]).toEqual(['component:default/cart']);
    expect(
      found.get('component:default/cart')?.map(status => status.id),
    ).toEqual(['new', 'old']);
  });

  it.each(databases.ids)(
    'recorded again keep what was learnt, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await recordChange(knex, change('a'));
      await updateChange(knex, change('a', { stage: 'merged' }));
      const again = await recordChange(
        knex,
        change('a', { title: 'Expose cart better' }),
      );
      expect(again.status).toMatchObject({
        stage: 'merged',
        title: 'Expose cart better',
      });
      expect(await readChange(knex, 'a')).toEqual(again);
    },
  );

  it.each(databases.ids)(
    'start over with another pull request, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await recordChange(knex, change('a', { stage: 'closed' }));
      const pullRequest = {
        number: 2,
        url: 'https://git.example.com/pulls/2',
        state: 'open' as const,
      };
      await recordChange(knex, change('a', { pullRequest }));
      expect((await readChange(knex, 'a'))?.status).toMatchObject({
        stage: 'proposed',
        pullRequest,
      });
    },
  );

  it.each(databases.ids)(
    'go on from where they were read, or not at all, on %s',
    async id => {
      const knex = await databases.migrated(id);
      const first = change('a');
      await recordChange(knex, first);
      const merged = change('a', {
        stage: 'merged',
        tone: 'info',
        detail: 'Merged.',
        mergedAt: '2026-11-22T12:01:00.000Z',
      });
      expect(await advanceChange(knex, first, merged)).toBe(true);
      expect(await readChange(knex, 'a')).toEqual(merged);
      // Another replica that read it before.
      const closed = change('a', { stage: 'closed', detail: 'Closed.' });
      expect(await advanceChange(knex, first, closed)).toBe(false);

      const again = { ...change('a'), intentHash: 'other' };
      await recordChange(knex, again);
      expect(await advanceChange(knex, merged, closed)).toBe(false);
      expect(await readChange(knex, 'a')).toEqual(again);
    },
  );

  it.each(databases.ids)(
    'cannot be taken over by another entity, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await recordChange(knex, change('a'));
      await expect(
        recordChange(
          knex,
          change('a', { entityRef: 'component:default/thief' }),
        ),
      ).rejects.toThrow(/belongs to another entity/);
    },
  );
});
