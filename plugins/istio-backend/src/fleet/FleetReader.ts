import type { Entity } from '@backstage/catalog-model';
import {
  CompleteFacts,
  FactReach,
  type ClusterFreshness,
  type DataState,
  type FleetKind,
  type FleetPage,
  type FleetQuery,
  type FleetSummary,
  type KeptAssessment,
} from '@meshwright/backstage-plugin-istio-common';
import type { CachedCluster, FactsCache } from '../database/FactsCache';
import type { EntityStatusReader } from '../entity/EntityStatusReader';
import type { Clock } from '../watch/Clock';
import { EntityDirectory } from './EntityDirectory';
import { EntityRelation } from './EntityRelation';
import { mayHoldMore } from './fleetBasis';
import { readCursor, writeCursor } from './fleetCursor';
import { FleetTables } from './FleetTables';
import { fleetTiles } from './fleetTiles';
import { entityTest, rowTest, selectRows } from './selectRows';

const DEFAULT_LIMIT = 50;

const SILENT: ReadonlySet<DataState> = new Set<DataState>([
  'unreachable',
  'unauthenticated',
  'degraded',
]);

/** Answers for the whole fleet from the rows in the database: nothing is asked of a cluster. */
export class FleetReader {
  readonly #facts: FactsCache;
  readonly #status: Pick<EntityStatusReader, 'clusters'>;
  readonly #clock: Clock;
  readonly #tables = new FleetTables();
  readonly #reaches = new WeakMap<KeptAssessment, FactReach>();

  constructor(options: {
    facts: FactsCache;
    status: Pick<EntityStatusReader, 'clusters'>;
    clock: Clock;
  }) {
    this.#facts = options.facts;
    this.#status = options.status;
    this.#clock = options.clock;
  }

  /**
   * One page of rows.
   *
   * @param entities - what the caller may see of the catalog, or why it is not known
   */
  async page<K extends FleetKind>(
    kind: K,
    query: FleetQuery,
    entities: readonly Entity[] | { unread: string },
  ): Promise<FleetPage<K>> {
    const { sort = 'severity', limit = DEFAULT_LIMIT, cursor } = query;
    const position =
      cursor === undefined ? undefined : readCursor(kind, sort, cursor);
    const [held, clusters] = await this.#read();
    const directory = EntityDirectory.of('unread' in entities ? [] : entities);
    const relation = new EntityRelation(this.#reachesOf(held), directory);
    const { entries, more, ...numbers } = selectRows({
      rows: this.#tables.sorted(held, kind, sort),
      tests: [rowTest<K>(query), entityTest(kind, query, relation)],
      query,
      after: entry => position === undefined || entry.position(sort) > position,
      limit,
    });
    const last = entries.at(-1);
    const complete = completeBy(held);
    return {
      ...this.#basis(held, clusters, kind, query.cluster),
      ...numbers,
      ...('unread' in entities && { entitiesUnread: entities.unread }),
      items: entries.map(entry => ({
        fact: complete(entry.cluster).row(kind, entry.fact),
        ...relation.of(kind, entry),
      })),
      ...(more &&
        last && { nextCursor: writeCursor(kind, sort, last.position(sort)) }),
    };
  }

  /** The fleet in numbers. */
  async summary(): Promise<FleetSummary> {
    const [held, clusters] = await this.#read();
    return {
      ...this.#basis(held, clusters, undefined, undefined),
      tiles: fleetTiles(
        kind => this.#tables.sorted(held, kind, 'severity'),
        clusters.filter(({ state }) => SILENT.has(state)).length,
      ),
    };
  }

  async #read(): Promise<[readonly CachedCluster[], ClusterFreshness[]]> {
    return Promise.all([this.#facts.readClusters(), this.#status.clusters()]);
  }

  #reachesOf(held: readonly CachedCluster[]): Map<string, FactReach> {
    return new Map(
      held.map(({ assessment }) => {
        const reach =
          this.#reaches.get(assessment) ?? new FactReach(assessment);
        this.#reaches.set(assessment, reach);
        return [assessment.cluster, reach];
      }),
    );
  }

  #basis(
    held: readonly CachedCluster[],
    clusters: ClusterFreshness[],
    kind: FleetKind | undefined,
    wanted: readonly string[] | undefined,
  ) {
    const known = new Set(held.map(({ assessment }) => assessment.cluster));
    return {
      generatedAt: new Date(this.#clock.now()).toISOString(),
      clusters,
      lowerBound: clusters.some(
        one =>
          (!wanted || wanted.includes(one.cluster)) &&
          mayHoldMore(one, known.has(one.cluster), kind),
      ),
    };
  }
}

/** What the rows of each cluster are joined with. */
function completeBy(
  held: readonly CachedCluster[],
): (cluster: string) => CompleteFacts {
  const made = new Map(
    held.map(({ assessment }) => [
      assessment.cluster,
      new CompleteFacts(assessment),
    ]),
  );
  return cluster => {
    const complete = made.get(cluster);
    if (!complete) throw new Error(`A row of "${cluster}", which is not held`);
    return complete;
  };
}
