import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
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
import type {
  IstioApi,
  IstioRequestOptions,
  IstioValidateOptions,
} from './IstioApi';
import { fleetSearch } from './fleetSearch';

const JSON_HEADERS = { 'Content-Type': 'application/json' };

/**
 * {@link IstioApi} over HTTP. Errors are `ResponseError`s, so that a component
 * can tell "not permitted" from "not found" by their name.
 *
 * @public
 */
export class IstioClient implements IstioApi {
  readonly #fetchApi: FetchApi;

  constructor(options: { fetchApi: FetchApi }) {
    this.#fetchApi = options.fetchApi;
  }

  async getEntityStatus(
    entityRef: string,
    options?: IstioRequestOptions,
  ): Promise<EntityStatus> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    return this.#read(`entities/${path}/status`, options);
  }

  async getEntitySummaries(
    entityRefs: string[],
    options?: IstioRequestOptions,
  ): Promise<EntitySummary[]> {
    const body = { entityRefs };
    const answer = await this.#post('entities/summaries', body, options);
    return (await readJson<{ items: EntitySummary[] }>(answer)).items;
  }

  async getClusters(
    options?: IstioRequestOptions,
  ): Promise<ClusterFreshness[]> {
    return this.#readItems('clusters', options);
  }

  async getFleetSummary(options?: IstioRequestOptions): Promise<FleetSummary> {
    return this.#read('fleet/summary', options);
  }

  async getFleetPage<K extends FleetKind>(
    kind: K,
    query: FleetQuery = {},
    options?: IstioRequestOptions,
  ): Promise<FleetPage<K>> {
    return this.#read(`fleet/${kind}${fleetSearch(query)}`, options);
  }

  async refreshCluster(cluster: string): Promise<void> {
    await this.#post(`clusters/${encodeURIComponent(cluster)}/refresh`, {});
  }

  async getInventory(
    cluster: string,
    options?: IstioRequestOptions,
  ): Promise<ClusterInventory> {
    return this.#read(
      `clusters/${encodeURIComponent(cluster)}/inventory`,
      options,
    );
  }

  async getExposureZones(
    options?: IstioRequestOptions,
  ): Promise<ExposureZone[]> {
    return this.#readItems('exposure/zones', options);
  }

  async getProposedDefinitions(
    cluster: string,
    options?: IstioRequestOptions,
  ): Promise<ProposedDefinitions[]> {
    return this.#readItems(
      `intents?cluster=${encodeURIComponent(cluster)}`,
      options,
    );
  }

  async validate(
    kind: string,
    intent: JsonObject,
    options?: IstioValidateOptions,
  ): Promise<ValidationResult> {
    const body = { kind, intent, entityRef: options?.entityRef };
    return readJson(await this.#post('validate', body, options));
  }

  async #readItems<T>(path: string, options?: IstioRequestOptions) {
    return (await this.#read<{ items: T[] }>(path, options)).items;
  }

  async #read<T>(path: string, options?: IstioRequestOptions): Promise<T> {
    return readJson<T>(await this.#request(path, { signal: options?.signal }));
  }

  async #post(path: string, body: object, options?: IstioRequestOptions) {
    return this.#request(path, {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(body),
      signal: options?.signal,
    });
  }

  async #request(path: string, init: RequestInit): Promise<Response> {
    const response = await this.#fetchApi.fetch(`plugin://istio/${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

async function readJson<T>(response: Response): Promise<T> {
  // The body is written from the same wire types on the backend side.
  return (await response.json()) as T;
}
