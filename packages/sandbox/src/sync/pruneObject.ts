import { ApiDiscovery } from './ApiDiscovery';
import { FIELD_MANAGER } from './applyManifest';
import { KubernetesClient, refusal } from './KubernetesClient';
import { InventoryEntry } from './SyncInventory';
import { SyncedObject } from './SyncReport';

// Deleting one of these deletes everything that lives by it.
const NEVER = ['Namespace', 'CustomResourceDefinition'];

/**
 * Takes away one object that a sync applied earlier and that no file declares
 * any more.
 *
 * @returns what became of it; undefined when it was gone already
 * @internal
 */
export async function pruneObject(
  client: KubernetesClient,
  discovery: ApiDiscovery,
  entry: InventoryEntry,
): Promise<SyncedObject | undefined> {
  const { apiVersion, kind, namespace, name } = entry;
  const outcome = (state: SyncedObject['state'], message?: string) => ({
    apiVersion,
    kind,
    namespace,
    name,
    state,
    message,
  });
  if (NEVER.includes(kind)) {
    return outcome('kept', `a ${kind} is never pruned: delete it by hand`);
  }
  const path = await discovery.path(entry);
  const found = path ? await client.get(path) : undefined;
  if (!path || !found || found.status === 404) return undefined;
  if (found.status === 200 && !isOurs(found.body)) {
    return outcome('kept', 'somebody else made it again since');
  }
  const answer = await client.send('DELETE', path, {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: 'Background',
  });
  if ([200, 202, 404].includes(answer.status)) return outcome('pruned');
  return outcome('failed', refusal(answer));
}

// The API server lists who set which fields; one that does not say is trusted.
function isOurs(body: unknown): boolean {
  // An object of the API server, whose managers are checked here.
  const { metadata } = body as {
    metadata?: { managedFields?: Array<{ manager?: string }> };
  };
  const managers = metadata?.managedFields;
  if (!managers || managers.length === 0) return true;
  return managers.some(({ manager }) => manager === FIELD_MANAGER);
}
