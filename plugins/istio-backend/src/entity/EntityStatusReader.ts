import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  buildEntityStatus,
  entitySelector,
  type ClusterFreshness,
  type EntityStatus,
  type GrafanaTarget,
} from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import type { FactsCache } from '../database/FactsCache';
import { readChangesOfEntities } from '../database/operations/readChangesOfEntities';
import { readFreshness } from '../database/operations/readFreshness';
import type { Clock } from '../watch/Clock';
import { applyStaleness } from './applyStaleness';

interface ReaderOptions {
  knex: Knex;
  facts: FactsCache;
  clock: Clock;
  staleAfterMs: number;
  /** Where the dashboards of a cluster are. */
  grafanaOf: (cluster: string) => GrafanaTarget | undefined;
}

/** Answers from the database alone: a page view asks nothing of a cluster. */
export class EntityStatusReader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** How every cluster stands now. */
  async clusters(): Promise<ClusterFreshness[]> {
    const { knex, clock, staleAfterMs, grafanaOf } = this.#options;
    const now = new Date(clock.now());
    const rows = await readFreshness(knex);
    return rows.map(row => {
      const grafana = grafanaOf(row.cluster);
      return {
        ...applyStaleness(row, now, staleAfterMs),
        ...(grafana && { grafana }),
      };
    });
  }

  /** How entities stand; the caller made sure that they may be seen. */
  async statuses(entities: readonly Entity[]): Promise<EntityStatus[]> {
    const { knex, facts, clock } = this.#options;
    const refs = entities.map(entity => stringifyEntityRef(entity));
    const [clusters, assessments, changes] = await Promise.all([
      this.clusters(),
      facts.read(),
      readChangesOfEntities(knex, refs),
    ]);
    return entities.map((entity, at) =>
      buildEntityStatus({
        entityRef: refs[at],
        selector: entitySelector(entity.metadata.annotations),
        clusters,
        assessments,
        changes: changes.get(refs[at]) ?? [],
        now: new Date(clock.now()),
      }),
    );
  }
}
