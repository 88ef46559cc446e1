import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { StoredChange } from '../StoredChange';
import { insertChange } from './insertChange';
import { readChange } from './readChange';
import { updateChange } from './updateChange';

/**
 * Stores a proposed change. A task that runs again proposes the same change
 * again: with the same pull request what was learnt of it stays; with another
 * one (the first was closed), or when people reopened it, it starts over.
 */
export async function recordChange(
  knex: Knex,
  proposed: StoredChange,
): Promise<StoredChange> {
  return knex.transaction(async tx => {
    const known = await readChange(tx, proposed.status.id);
    if (!known) {
      await insertChange(tx, proposed);
      return proposed;
    }
    if (known.status.entityRef !== proposed.status.entityRef) {
      throw new ConflictError(
        `Change ${proposed.status.id} belongs to another entity; propose it under its own id`,
      );
    }
    const next = sameProposal(known, proposed)
      ? {
          ...proposed,
          status: {
            ...known.status,
            title: proposed.status.title,
            template: proposed.status.template,
            objects: proposed.status.objects,
          },
        }
      : proposed;
    await updateChange(tx, next);
    return next;
  });
}

function sameProposal(known: StoredChange, proposed: StoredChange): boolean {
  return (
    // Nobody proposes to a pull request that is closed.
    known.status.stage !== 'closed' &&
    known.repoUrl === proposed.repoUrl &&
    known.status.pullRequest.number === proposed.status.pullRequest.number &&
    known.intentHash === proposed.intentHash
  );
}
