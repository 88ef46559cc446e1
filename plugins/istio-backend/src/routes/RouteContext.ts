import type {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ExposureZone } from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import type { EntityStatusReader } from '../entity/EntityStatusReader';
import type { FleetReader } from '../fleet/FleetReader';
import type { KindSchemaReader } from '../kindSchemas/KindSchemaReader';
import type { LiveCluster } from '../materialise/ClusterFleet';

/** What the routes are served from. */
export interface RouteContext {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
  catalog: CatalogService;
  knex: Knex;
  /** Milliseconds since the epoch. */
  clock: { now(): number };
  reader: EntityStatusReader;
  fleet: FleetReader;
  zones: readonly ExposureZone[];
  /** Repositories that changes may be in, as patterns; any without it. */
  repositories: readonly string[] | undefined;
  /** Names of the configured clusters. */
  clusterNames: readonly string[];
  /** A cluster that this replica holds in memory. */
  findLive(cluster: string): LiveCluster | undefined;
  /** The schemas of a cluster that this replica reads. */
  findSchemas(cluster: string): Pick<KindSchemaReader, 'read'> | undefined;
  /** A change was recorded: it is to be looked at now. */
  onChangeRecorded(entityRef: string): void;
}
