import { KubernetesClient, refusal } from './KubernetesClient';
import { ManifestRef } from './Manifest';

/** @internal */
export interface ApiType {
  plural: string;
  namespaced: boolean;
}

/**
 * Asks the API server what kinds it has, once for each group and version.
 *
 * @internal
 */
export class ApiDiscovery {
  readonly #client: KubernetesClient;
  readonly #kinds = new Map<string, Map<string, ApiType>>();

  constructor(client: KubernetesClient) {
    this.#client = client;
  }

  /** Undefined for a kind that the cluster does not have now. */
  async find(apiVersion: string, kind: string): Promise<ApiType | undefined> {
    const known = this.#kinds.get(apiVersion)?.get(kind);
    if (known) return known;
    // A kind that is missing may come with a definition applied a moment ago.
    const kinds = await this.#read(apiVersion);
    this.#kinds.set(apiVersion, kinds);
    return kinds.get(kind);
  }

  /** The path of an object; a namespaced one without a namespace is in `default`. */
  async path(ref: ManifestRef): Promise<string | undefined> {
    const type = await this.find(ref.apiVersion, ref.kind);
    if (!type) return undefined;
    const collection = type.namespaced
      ? `/namespaces/${encodeURIComponent(ref.namespace ?? 'default')}/${
          type.plural
        }`
      : `/${type.plural}`;
    const name = encodeURIComponent(ref.name);
    return `${groupPath(ref.apiVersion)}${collection}/${name}`;
  }

  async #read(apiVersion: string): Promise<Map<string, ApiType>> {
    const answer = await this.#client.get(groupPath(apiVersion));
    if (answer.status === 404) return new Map();
    if (answer.status !== 200) throw new Error(refusal(answer));
    // The shape is the API server's APIResourceList; each field is checked below.
    const { resources } = answer.body as { resources?: unknown };
    const kinds = new Map<string, ApiType>();
    for (const resource of Array.isArray(resources) ? resources : []) {
      const { name, kind, namespaced } = resource ?? {};
      // "pods/status" is a part of a resource, not one.
      if (typeof name !== 'string' || name.includes('/')) continue;
      kinds.set(String(kind), { plural: name, namespaced: !!namespaced });
    }
    return kinds;
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
}
