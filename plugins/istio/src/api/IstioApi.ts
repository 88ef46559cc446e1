import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ClusterFreshness,
  ClusterInventory,
  EntityStatus,
  EntitySummary,
  ExposureZone,
  FleetKind,
  FleetPage,
  FleetQuery,
  FleetSummary,
  ProposedDefinitions,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { JsonObject } from '@backstage/types';

/** Options of a read. @public */
export interface IstioRequestOptions {
  signal?: AbortSignal;
}

/** Options of a validation. @public */
export interface IstioValidateOptions extends IstioRequestOptions {
  /** Whose change it is: objects that are its own are no conflict. */
  entityRef?: string;
}

/**
 * What the frontend asks of the `istio` backend plugin.
 *
 * @public
 */
export interface IstioApi {
  /** The mesh and certificate state of one entity. */
  getEntityStatus(
    entityRef: string,
    options?: IstioRequestOptions,
  ): Promise<EntityStatus>;
  /** One line per entity; entities that the user may not read are left out. */
  getEntitySummaries(
    entityRefs: string[],
    options?: IstioRequestOptions,
  ): Promise<EntitySummary[]>;
  /** All clusters with the age of what is known of them. */
  getClusters(options?: IstioRequestOptions): Promise<ClusterFreshness[]>;
  /** The fleet in numbers. */
  getFleetSummary(options?: IstioRequestOptions): Promise<FleetSummary>;
  /** One page of the rows of a kind, filtered and sorted by the backend. */
  getFleetPage<K extends FleetKind>(
    kind: K,
    query?: FleetQuery,
    options?: IstioRequestOptions,
  ): Promise<FleetPage<K>>;
  /** Asks the backend to read one cluster again now. */
  refreshCluster(cluster: string): Promise<void>;
  /** What form pickers choose from in one cluster. */
  getInventory(
    cluster: string,
    options?: IstioRequestOptions,
  ): Promise<ClusterInventory>;
  /** The DNS zones in which hosts may be exposed. */
  getExposureZones(options?: IstioRequestOptions): Promise<ExposureZone[]>;
  /** Definitions that were proposed for one cluster, those in it first. */
  getProposedDefinitions(
    cluster: string,
    options?: IstioRequestOptions,
  ): Promise<ProposedDefinitions[]>;
  /** Checks an intent against the live clusters without writing anything. */
  validate(
    kind: string,
    intent: JsonObject,
    options?: IstioValidateOptions,
  ): Promise<ValidationResult>;
}

/** Reference of the {@link IstioApi}. @public */
export const istioApiRef = createApiRef<IstioApi>().with({
  id: 'plugin.istio',
  pluginId: 'istio',
});
