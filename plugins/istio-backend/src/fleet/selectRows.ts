import type {
  FleetEntity,
  FleetKind,
  FleetQuery,
  Tone,
} from '@meshwright/backstage-plugin-istio-common';
import type { EntityRelation } from './EntityRelation';
import type { FleetEntry } from './FleetEntry';

type Test<K extends FleetKind> = (entry: FleetEntry<K>) => boolean;

function anyOf<T>(wanted: readonly T[] | undefined): (value: T) => boolean {
  if (!wanted) return () => true;
  const values = new Set(wanted);
  return value => values.has(value);
}

/** The filters of a query that look at a row alone, but for its tone. */
export function rowTest<K extends FleetKind>(query: FleetQuery): Test<K> {
  const { namespace, state, code } = query;
  const inCluster = anyOf(query.cluster);
  const words = query.q?.trim().toLowerCase();
  return ({ cluster, text, traits }) =>
    inCluster(cluster) &&
    (!namespace ||
      traits.namespaces === 'every' ||
      namespace.some(name => traits.namespaces.includes(name))) &&
    (!state || state.some(one => traits.states.includes(one))) &&
    (!code || (traits.code !== undefined && code.includes(traits.code))) &&
    (!words || text.includes(words));
}

/** The filters of a query that look at the entities of a row. */
export function entityTest<K extends FleetKind>(
  kind: K,
  { entityRef, owner }: Pick<FleetQuery, 'entityRef' | 'owner'>,
  relation: EntityRelation,
): Test<K> {
  if (entityRef === undefined && !owner) return () => true;
  const owned = anyOf(owner);
  const wanted = (entity: FleetEntity) =>
    (entityRef === undefined || entity.entityRef === entityRef) &&
    (!owner || (entity.owner !== undefined && owned(entity.owner)));
  return relation.rowsOf(kind, wanted);
}

/** The rows of a page, with the numbers of all pages. */
export interface FleetSelection<K extends FleetKind> {
  entries: FleetEntry<K>[];
  /** Whether there are rows after them. */
  more: boolean;
  total: number;
  byTone: Partial<Record<Tone, number>>;
  muted: number;
}

/** Goes once through the rows of a kind, which are in order. */
export function selectRows<K extends FleetKind>(options: {
  rows: readonly FleetEntry<K>[];
  tests: readonly Test<K>[];
  query: Pick<FleetQuery, 'tone' | 'muted'>;
  /** Whether a row comes after the page before. */
  after: Test<K>;
  limit: number;
}): FleetSelection<K> {
  const { rows, tests, query, after, limit } = options;
  const hasTone = anyOf(query.tone);
  const byTone: FleetSelection<K>['byTone'] = {};
  const entries: FleetEntry<K>[] = [];
  let [total, muted, following] = [0, 0, 0];
  for (const entry of rows) {
    if (!tests.every(test => test(entry))) continue;
    const { tone } = entry.traits;
    const wanted = hasTone(tone);
    if (entry.traits.muted) {
      if (wanted) muted += 1;
      if (!query.muted) continue;
    }
    byTone[tone] = (byTone[tone] ?? 0) + 1;
    if (!wanted) continue;
    total += 1;
    if (!after(entry)) continue;
    following += 1;
    if (entries.length < limit) entries.push(entry);
  }
  return { entries, more: following > entries.length, total, byTone, muted };
}
