import type {
  FactReach,
  FleetEntity,
  FleetKind,
} from '@meshwright/backstage-plugin-istio-common';
import type { EntityDirectory } from './EntityDirectory';
import type { FleetEntry } from './FleetEntry';

/** Entities a row names; the rest is counted. */
const MOST_ENTITIES = 20;

/** Which entities rows belong to, as one caller sees them. */
export class EntityRelation {
  readonly #reaches: ReadonlyMap<string, FactReach>;
  readonly #directory: EntityDirectory;

  constructor(
    reaches: ReadonlyMap<string, FactReach>,
    directory: EntityDirectory,
  ) {
    this.#reaches = reaches;
    this.#directory = directory;
  }

  /** A test whether a row belongs to an entity of which something is true. */
  rowsOf<K extends FleetKind>(
    kind: K,
    test: (entity: FleetEntity) => boolean,
  ): (entry: FleetEntry<K>) => boolean {
    const directory = this.#directory.where(test);
    return entry =>
      this.#workloadsOf(kind, entry).some(
        workload => directory.find(workload).length > 0,
      );
  }

  /** The entities of a row, in order of their refs. */
  of<K extends FleetKind>(
    kind: K,
    entry: FleetEntry<K>,
  ): { entities: FleetEntity[]; moreEntities?: number } {
    const found = new Map<string, FleetEntity>();
    for (const workload of this.#workloadsOf(kind, entry)) {
      for (const entity of this.#directory.find(workload)) {
        found.set(entity.entityRef, entity);
      }
    }
    const entities = [...found.values()].sort((a, b) =>
      a.entityRef < b.entityRef ? -1 : 1,
    );
    const more = entities.length - MOST_ENTITIES;
    return {
      entities: entities.slice(0, MOST_ENTITIES),
      ...(more > 0 && { moreEntities: more }),
    };
  }

  #workloadsOf<K extends FleetKind>(kind: K, { cluster, fact }: FleetEntry<K>) {
    return this.#reaches.get(cluster)?.workloadsOf(kind, fact) ?? [];
  }
}
