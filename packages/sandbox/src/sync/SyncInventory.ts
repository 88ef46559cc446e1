import { KubernetesClient, refusal } from './KubernetesClient';
import { ManifestObject, ManifestRef, refKey } from './Manifest';

/** An object that a sync put into a cluster. @internal */
export interface InventoryEntry extends ManifestRef {
  /** Kept only where the server has no server-side apply. */
  lastApplied?: ManifestObject;
}

const NAME = 'meshwright-sync-inventory';
const COLLECTION = '/api/v1/namespaces/default/configmaps';

/**
 * The list of what was applied, in the cluster itself, so that a sync that
 * starts again knows what to take away.
 *
 * @internal
 */
export class SyncInventory {
  readonly #client: KubernetesClient;
  #stored: string | undefined;
  #exists = false;

  constructor(client: KubernetesClient) {
    this.#client = client;
  }

  async load(): Promise<Map<string, InventoryEntry>> {
    const answer = await this.#client.get(`${COLLECTION}/${NAME}`);
    this.#exists = answer.status === 200;
    if (answer.status === 404) return new Map();
    if (answer.status !== 200) throw new Error(refusal(answer));
    // A ConfigMap; whether its content is ours is checked next.
    const { data } = answer.body as { data?: { objects?: string } };
    this.#stored = data?.objects;
    const entries: unknown = JSON.parse(this.#stored ?? '[]');
    if (!Array.isArray(entries)) {
      throw new Error(`ConfigMap default/${NAME} is not readable: delete it`);
    }
    return new Map(
      (entries as InventoryEntry[]).map(entry => [refKey(entry), entry]),
    );
  }

  /** Writes only what differs from what is there. */
  async save(entries: Map<string, InventoryEntry>): Promise<void> {
    const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
    const objects = JSON.stringify(sorted.map(([, entry]) => entry));
    if (objects === this.#stored) return;
    const answer = this.#exists
      ? await this.#client.send(
          'PATCH',
          `${COLLECTION}/${NAME}`,
          { data: { objects } },
          'application/merge-patch+json',
        )
      : await this.#client.send('POST', COLLECTION, {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: NAME, namespace: 'default' },
          data: { objects },
        });
    if (answer.status !== 200 && answer.status !== 201) {
      throw new Error(refusal(answer));
    }
    this.#exists = true;
    this.#stored = objects;
  }
}
