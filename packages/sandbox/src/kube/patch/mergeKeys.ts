/**
 * Which lists of the built-in types are merged item by item, and by which
 * field; all other lists are replaced. The `patchMergeKey` and `listMapKey`
 * markers of k8s.io/api; a field name may carry several keys by parent.
 */
const MERGE_KEYS: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  'containers.ports': 'containerPort',
  'initContainers.ports': 'containerPort',
  'spec.ports': 'port',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  ownerReferences: 'uid',
  conditions: 'type',
  secrets: 'name',
  webhooks: 'name',
};

/** Lists of plain values that are merged as sets. */
const SETS = new Set(['finalizers']);

/** The merge key of a list at a field below a parent field. @internal */
export function mergeKeyOf(parent: string, field: string): string | undefined {
  return MERGE_KEYS[`${parent}.${field}`] ?? MERGE_KEYS[field];
}

/** Whether the list is a set. @internal */
export function isSetField(field: string): boolean {
  return SETS.has(field);
}
