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

  /** Whether a row belongs to an entity of which something is true. */
  some<K extends FleetKind>(
    kind: K,
    entry: FleetEntry<K>,
    test: (entity: FleetEntity) => boolean,
  ): boolean {
    return this.#workloadsOf(kind, entry).some(workload =>
      this.#directory.of(workload).some(test),
    );
  }

  /** The entities of a row, in order of their refs. */
  of<K extends FleetKind>(
    kind: K,
    entry: FleetEntry<K>,
  ): { entities: FleetEntity[]; moreEntities?: number } {
    const found = new Map<string, FleetEntity>();
    for (const workload of this.#workloadsOf(kind, entry)) {
      for (const entity of this.#directory.of(workload)) {
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
