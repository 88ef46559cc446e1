import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  SECRET_RESOURCES,
  WATCHED_RESOURCES,
  type KeptAssessment,
  type ClusterFreshness,
  type MeshIndex,
} from '@meshwright/backstage-plugin-istio-common';
import { createPemReader } from '@meshwright/backstage-plugin-istio-node';
import type { Knex } from 'knex';
import type { ClusterSpec } from '../config/ClusterSpec';
import { KindSchemaReader } from '../kindSchemas/KindSchemaReader';
import type { Clock } from '../watch/Clock';
import { ClusterCollector } from '../watch/ClusterCollector';
import type { KubeTransport } from '../watch/KubeTransport';
import type { WatchSettings } from '../watch/WatchSettings';
import { ClusterMaterialiser } from './ClusterMaterialiser';
import type { MaterialiseSettings } from './MaterialiseSettings';

/** A cluster whose objects this replica holds in memory. */
export interface LiveCluster {
  readonly index: MeshIndex;
  /** The newest verdicts; absent until the cluster was judged once. */
  readonly assessment: KeptAssessment | undefined;
  /** Whether the index is complete enough to be relied on. */
  readonly settled: boolean;
  freshness(): ClusterFreshness;
  /** Reads everything anew. */
  refresh(): void;
}

interface FleetOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  watch: WatchSettings;
  materialise: MaterialiseSettings;
  /** Registries that images of the mesh may come from; absent when any may. */
  registries?: readonly string[];
  connect(spec: ClusterSpec): KubeTransport;
}

/**
 * The clusters that this replica reads. One replica owns all of them today;
 * spreading them means calling `own` for some only.
 */
export class ClusterFleet {
  readonly #options: FleetOptions;
  readonly #pem = createPemReader();
  readonly #owned = new Map<
    string,
    {
      live: LiveCluster;
      schemas: KindSchemaReader;
      stop: () => Promise<void>;
    }
  >();

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /**
   * Starts to read a cluster and to store what is found; tells when what
   * readers see of it changed.
   */
  own(spec: ClusterSpec, onWritten: (cluster: string) => void): void {
    const { connect, watch, materialise, registries, ...shared } =
      this.#options;
    const transport = connect(spec);
    const collector = new ClusterCollector({
      ...shared,
      cluster: { name: spec.name, title: spec.title },
      transport,
      settings: watch,
      resources: spec.secrets
        ? [...WATCHED_RESOURCES, ...SECRET_RESOURCES]
        : WATCHED_RESOURCES,
      pem: this.#pem,
    });
    const materialiser = new ClusterMaterialiser({
      ...shared,
      source: collector,
      settings: materialise,
      registries,
      onWritten,
    });
    const stops = [materialiser.start(), collector.start(materialiser)];
    this.#owned.set(spec.name, {
      schemas: new KindSchemaReader({ transport, clock: shared.clock }),
      live: {
        index: collector.index,
        get assessment() {
          return materialiser.assessment;
        },
        get settled() {
          return collector.settled;
        },
        freshness: () => collector.freshness(),
        refresh: () => collector.refresh(),
      },
      stop: async () => {
        await Promise.all(stops.map(stop => stop()));
      },
    });
  }

  /** The cluster, when this replica owns it. */
  find(cluster: string): LiveCluster | undefined {
    return this.#owned.get(cluster)?.live;
  }

  /** The schemas of the cluster, when this replica owns it. */
  findSchemas(cluster: string): KindSchemaReader | undefined {
    return this.#owned.get(cluster)?.schemas;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#owned.values()].map(({ stop }) => stop()));
    this.#owned.clear();
  }
}
