import type {
  FleetKind,
  FleetSort,
  KeptFleetFacts,
} from '@meshwright/backstage-plugin-istio-common';
import type { CachedCluster } from '../database/FactsCache';
import type { FactTable } from '../database/tables';
import { FleetEntry } from './FleetEntry';

const TABLES: Readonly<Record<FleetKind, FactTable>> = {
  workloads: 'workloads',
  certificates: 'certificates',
  exposures: 'exposures',
  egress: 'egress',
  findings: 'findings',
  'control-planes': 'control_planes',
  'trust-roots': 'trust_roots',
  'strict-readiness': 'strict_readiness',
};

interface SortedTable {
  clusters: readonly CachedCluster[];
  entries: readonly FleetEntry[];
}

/**
 * Facts of every cluster in order. What a fact is ordered and filtered by is
 * worked out once for as long as the fact stays as it is, the order once for
 * as long as the clusters do.
 */
export class FleetTables {
  readonly #entries = new WeakMap<object, FleetEntry>();
  readonly #sorted = new Map<string, SortedTable>();

  /** Every fact of a kind, in order. */
  sorted<K extends FleetKind>(
    clusters: readonly CachedCluster[],
    kind: K,
    sort: FleetSort,
  ): readonly FleetEntry<K>[] {
    const name = `${kind} ${sort}`;
    let table = this.#sorted.get(name);
    if (!table || !sameItems(table.clusters, clusters)) {
      const entries = clusters.flatMap(one => this.#ofCluster(one, kind));
      entries.sort((a, b) => (a.position(sort) < b.position(sort) ? -1 : 1));
      table = { clusters, entries };
      this.#sorted.set(name, table);
    }
    // The name of the table has the kind in it.
    return table.entries as readonly FleetEntry<K>[];
  }

  #ofCluster(
    { assessment, facts }: CachedCluster,
    kind: FleetKind,
  ): FleetEntry[] {
    const { cluster } = assessment;
    return [...(facts.get(TABLES[kind]) ?? [])].map(([key, held]) => {
      // Rows of the table hold what the materialiser made of facts of the kind.
      const fact = held as KeptFleetFacts[FleetKind];
      const known = this.#entries.get(fact);
      if (known) return known;
      const entry = new FleetEntry(kind, cluster, key, fact);
      this.#entries.set(fact, entry);
      return entry;
    });
  }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
