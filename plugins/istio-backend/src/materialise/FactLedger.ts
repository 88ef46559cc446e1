import { createHash } from 'node:crypto';
import type {
  AssessmentDelta,
  KeptAssessment,
  FactDelta,
  FactKind,
  FactOf,
  ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { StoredHashes } from '../database/operations/readHashes';
import type { FactChanges, NewFact } from '../database/operations/writeFacts';
import type { FactTable } from '../database/tables';
import { FACT_PLACES, placeKey, placeNames } from './factPlaces';

/** So much of a hash tells facts of one place apart. */
const SHORT = 12;

// The places are listed by kind.
const KINDS = Object.keys(FACT_PLACES) as FactKind[];

/** The facts of one place, and the keys of their rows. */
interface Entry {
  readonly ref: ObjectRef;
  readonly facts: Set<unknown>;
  keys: readonly string[];
}

/**
 * Which facts of a cluster are stored under which keys. It turns facts that
 * came and went into the rows to write, and looks at no other. After a failed
 * write it is not known what is stored: begin with a new one.
 */
export class FactLedger {
  readonly #stored: StoredHashes;
  readonly #entries = new Map<FactTable, Map<string, Entry>>();

  /** @param stored - what the tables say; it is kept up to date from now on */
  constructor(stored: StoredHashes) {
    this.#stored = stored;
  }

  /** What has to be written so that the tables say what the assessment says, and no more. */
  begin(assessment: KeptAssessment): FactChanges[] {
    return KINDS.flatMap(kind => {
      const { table } = FACT_PLACES[kind];
      const { upsert } = this.#follow(kind, {
        removed: [],
        added: assessment[kind],
      });
      const keys = new Set(
        [...this.#of(table).values()].flatMap(entry => entry.keys),
      );
      const stored = this.#storedIn(table);
      const gone = [...stored.keys()].filter(key => !keys.has(key));
      for (const key of gone) stored.delete(key);
      return someChange({ table, upsert, delete: gone });
    });
  }

  /** What has to be written after a change of the assessment. */
  follow(delta: AssessmentDelta): FactChanges[] {
    return KINDS.flatMap(kind =>
      // Each kind is looked up in both.
      someChange(
        this.#follow(kind, delta[kind] as FactDelta<FactOf<FactKind>>),
      ),
    );
  }

  #follow<K extends FactKind>(
    kind: K,
    { removed, added }: FactDelta<FactOf<K>>,
  ): FactChanges {
    const { table, placeOf, stored } = FACT_PLACES[kind];
    const entries = this.#of(table);
    const touched = new Map<string, Entry>();
    const touch = (fact: FactOf<K>): Entry | undefined => {
      const place = placeOf(fact);
      if (!place) return undefined;
      const key = placeKey(place);
      const entry = entries.get(key) ?? {
        ref: place.ref,
        facts: new Set(),
        keys: [],
      };
      entries.set(key, entry);
      touched.set(key, entry);
      return entry;
    };
    for (const fact of removed) touch(fact)?.facts.delete(fact);
    for (const fact of added) touch(fact)?.facts.add(fact);
    const change: FactChanges = { table, upsert: [], delete: [] };
    for (const [key, entry] of touched) {
      if (entry.facts.size === 0) entries.delete(key);
      const rows = rowsOf(key, entry, fact =>
        // The entry holds facts of this kind only.
        stored ? stored(fact as FactOf<K>) : fact,
      );
      this.#settle(entry, rows, change);
    }
    return change;
  }

  /** Compares the rows of a place with those that are stored. */
  #settle(entry: Entry, rows: readonly NewFact[], change: FactChanges): void {
    const stored = this.#storedIn(change.table);
    const keys = rows.map(({ key }) => key);
    for (const key of entry.keys) {
      if (!keys.includes(key) && stored.delete(key)) change.delete.push(key);
    }
    for (const row of rows) {
      if (stored.get(row.key) === row.hash) continue;
      stored.set(row.key, row.hash);
      change.upsert.push(row);
    }
    entry.keys = keys;
  }

  #of(table: FactTable): Map<string, Entry> {
    const entries = this.#entries.get(table) ?? new Map<string, Entry>();
    this.#entries.set(table, entries);
    return entries;
  }

  #storedIn(table: FactTable): Map<string, string> {
    const stored = this.#stored.get(table) ?? new Map<string, string>();
    this.#stored.set(table, stored);
    return stored;
  }
}

function someChange(change: FactChanges): FactChanges[] {
  return change.upsert.length + change.delete.length > 0 ? [change] : [];
}

/**
 * The rows of one place. Where several facts share it, their content is part
 * of the key, so that their order does not matter; a fact that is said twice is
 * stored once.
 */
function rowsOf(
  place: string,
  { ref, facts }: Entry,
  stored: (fact: unknown) => unknown,
): NewFact[] {
  const rows = new Map<string, NewFact>();
  for (const fact of facts) {
    // JSON escapes what no column of text holds.
    const payload = JSON.stringify(stored(fact));
    const hash = createHash('sha256').update(payload).digest('hex');
    const key = facts.size > 1 ? `${place}|${hash.slice(0, SHORT)}` : place;
    rows.set(key, {
      key,
      ...placeNames(ref),
      payload,
      hash,
    });
  }
  return [...rows.values()];
}
