import type { KeptAssessment } from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import { readFacts } from './operations/readFacts';
import { readGenerations } from './operations/readGenerations';
import { FACT_TABLES, type FactTable } from './tables';

/**
 * What is held of one cluster. A fact that did not change stays the same object
 * from one generation to the next, and so does a cluster.
 */
export interface CachedCluster {
  readonly generation: number;
  /** By table and key; keys are unique in a table of a cluster. */
  readonly facts: ReadonlyMap<FactTable, ReadonlyMap<string, unknown>>;
  readonly assessment: KeptAssessment;
}

/**
 * The facts in the database as objects, as they are kept, parsed once per replica and not once
 * per page view. Each read asks which clusters moved on and fetches only rows
 * written since, so an answer is never older than the database.
 */
export class FactsCache {
  readonly #knex: Knex;
  readonly #clusters = new Map<string, CachedCluster>();
  #reading: Promise<void> = Promise.resolve();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What is known of every cluster that was ever judged. */
  async read(): Promise<KeptAssessment[]> {
    const clusters = await this.readClusters();
    return clusters.map(({ assessment }) => assessment);
  }

  /** The same, with the key of every fact. */
  async readClusters(): Promise<CachedCluster[]> {
    // One after the other: the second finds what the first has read.
    const turn = this.#reading.then(() => this.#catchUp());
    this.#reading = turn.catch(() => {});
    await turn;
    return [...this.#clusters.values()];
  }

  async #catchUp(): Promise<void> {
    const generations = await readGenerations(this.#knex);
    for (const cluster of this.#clusters.keys()) {
      if (!generations.has(cluster)) this.#clusters.delete(cluster);
    }
    for (const [cluster, generation] of generations) {
      const known = this.#clusters.get(cluster);
      if (generation === 0 || known?.generation === generation) continue;
      // A cluster that was removed and configured again starts over.
      const base = known && known.generation < generation ? known : undefined;
      this.#clusters.set(cluster, await this.#load(cluster, generation, base));
    }
  }

  async #load(
    cluster: string,
    generation: number,
    base: CachedCluster | undefined,
  ): Promise<CachedCluster> {
    const facts = new Map<FactTable, Map<string, unknown>>();
    const read = await readFacts(this.#knex, cluster, base?.generation ?? 0);
    for (const { table, changed, keys } of read) {
      const fresh = new Map(changed.map(row => [row.key, row.payload]));
      const before = base?.facts.get(table);
      facts.set(
        table,
        new Map(
          keys.map(key => {
            const payload = fresh.get(key);
            return [
              key,
              payload === undefined ? before?.get(key) : JSON.parse(payload),
            ];
          }),
        ),
      );
    }
    return { generation, facts, assessment: toAssessment(cluster, facts) };
  }
}

function toAssessment(
  cluster: string,
  facts: CachedCluster['facts'],
): KeptAssessment {
  const lists = Object.fromEntries(
    FACT_TABLES.map(table => [table, [...(facts.get(table)?.values() ?? [])]]),
  );
  // Rows hold what the materialiser made of an assessment of the same shape.
  return {
    cluster,
    workloads: lists.workloads,
    certificates: lists.certificates,
    exposures: lists.exposures,
    findings: lists.findings,
    controlPlanes: lists.control_planes,
    egress: lists.egress,
    trustRoots: lists.trust_roots,
    strictReadiness: lists.strict_readiness,
    plainClients: lists.plain_clients,
  } as KeptAssessment;
}
