import type { KnownClusters } from './KnownClusters';

/** Resources that the account may not read, `pods` or `certificates.cert-manager.io`. */
export function forbiddenResources(status: KnownClusters): string[] {
  const names = status.clusters.flatMap(cluster =>
    cluster.resources
      .filter(resource => resource.state === 'forbidden')
      .map(resource => resource.resource),
  );
  return [...new Set(names)].sort();
}

/** The ClusterRole rules that would permit the reads, ready to paste. */
export function missingRule(status: KnownClusters): string {
  const byGroup = new Map<string, string[]>();
  for (const name of forbiddenResources(status)) {
    const [plural, ...group] = name.split('.');
    const key = group.join('.');
    byGroup.set(key, [...(byGroup.get(key) ?? []), plural]);
  }
  const rules = [...byGroup].map(([group, plurals]) =>
    [
      `- apiGroups: ["${group}"]`,
      `  resources: [${plurals.map(plural => `"${plural}"`).join(', ')}]`,
      '  verbs: ["get", "list", "watch"]',
    ].join('\n'),
  );
  return rules.join('\n');
}
