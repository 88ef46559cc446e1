import { setTimeout as sleep } from 'node:timers/promises';
import { ApiDiscovery } from './ApiDiscovery';
import { applyManifest } from './applyManifest';
import { Build } from './buildManifests';
import { KubernetesClient, UnreachableError } from './KubernetesClient';
import { Manifest, manifestRef, refKey } from './Manifest';
import { orderByKind } from './orderByKind';
import { pruneObject } from './pruneObject';
import { InventoryEntry, SyncInventory } from './SyncInventory';
import { SyncedObject } from './SyncReport';

const ROUNDS = 3;
const PAUSE_MS = 300;

/**
 * Brings one cluster to what was built for it: applies everything, then takes
 * away what it applied earlier and is gone. One object's failure does not stop
 * the others; a cluster that does not answer does.
 *
 * @internal
 */
export async function syncCluster(
  client: KubernetesClient,
  build: Build,
): Promise<SyncedObject[]> {
  const discovery = new ApiDiscovery(client);
  const inventory = new SyncInventory(client);
  const before = await inventory.load();
  const wanted = new Map(
    build.manifests.map(manifest => {
      const ref = manifestRef(manifest);
      return [refKey(ref), { ...before.get(refKey(ref)), ...ref }] as const;
    }),
  );
  // Written first: a sync that dies half-way leaves nothing it does not know of.
  await inventory.save(new Map([...before, ...wanted]));
  const objects = await applyAll(client, discovery, build.manifests, wanted);
  const pruned = await prune(client, discovery, build, before, wanted);
  await inventory.save(new Map([...pruned.remaining, ...wanted]));
  return [...objects, ...pruned.objects];
}

async function applyAll(
  client: KubernetesClient,
  discovery: ApiDiscovery,
  manifests: Manifest[],
  entries: Map<string, InventoryEntry>,
): Promise<SyncedObject[]> {
  const results = new Map<Manifest, SyncedObject>();
  let open = orderByKind(manifests, ({ object }) => object.kind);
  // A definition needs a moment before its kind exists: while a round still gets
  // something done, what failed is tried again.
  for (let round = 0; open.length > 0 && round < ROUNDS; round += 1) {
    if (round > 0) await sleep(PAUSE_MS);
    let progress = false;
    for (const manifest of open) {
      const result = await applyOne(client, discovery, manifest, entries);
      progress ||= result.state === 'applied';
      results.set(manifest, result);
    }
    open = open.filter(m => results.get(m)?.state === 'failed');
    if (!progress) break;
  }
  return manifests.flatMap(manifest => results.get(manifest) ?? []);
}

async function applyOne(
  client: KubernetesClient,
  discovery: ApiDiscovery,
  manifest: Manifest,
  entries: Map<string, InventoryEntry>,
): Promise<SyncedObject> {
  const ref = manifestRef(manifest);
  const known = entries.get(refKey(ref));
  try {
    const { state, lastApplied } = await applyManifest(
      client,
      discovery,
      manifest,
      known?.lastApplied,
    );
    entries.set(refKey(ref), { ...ref, ...(lastApplied && { lastApplied }) });
    return { ...ref, path: manifest.path, state };
  } catch (error) {
    if (error instanceof UnreachableError) throw error;
    const { message } = error as Error;
    return { ...ref, path: manifest.path, state: 'failed', message };
  }
}

async function prune(
  client: KubernetesClient,
  discovery: ApiDiscovery,
  build: Build,
  before: Map<string, InventoryEntry>,
  wanted: Map<string, InventoryEntry>,
) {
  const gone = [...before].filter(([key]) => !wanted.has(key));
  // A file that cannot be read may declare what looks gone: nothing is deleted
  // on the strength of half a repository.
  if (build.problems.length > 0) return { objects: [], remaining: gone };
  const objects: SyncedObject[] = [];
  const remaining: Array<[string, InventoryEntry]> = [];
  for (const [key, entry] of orderByKind(
    gone,
    ([, { kind }]) => kind,
  ).reverse()) {
    const result = await pruneObject(client, discovery, entry);
    if (result) objects.push(result);
    if (result?.state === 'failed') remaining.push([key, entry]);
  }
  return { objects, remaining };
}
