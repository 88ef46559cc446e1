/**
 * The cluster that another parameter of the form names: a string, or something
 * that says its cluster, as the fields for services, namespaces and workloads
 * do. Without a name of the parameter the first that says one speaks.
 */
export function clusterOfForm(
  formData: Record<string, unknown> | undefined,
  parameter: string | undefined,
): string | undefined {
  if (parameter) return clusterIn(formData?.[parameter]);
  const own = clusterIn(formData?.cluster);
  if (own) return own;
  return Object.values(formData ?? {})
    .filter(value => typeof value === 'object')
    .map(clusterIn)
    .find(Boolean);
}

function clusterIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined;
  const { cluster } = (value ?? {}) as { cluster?: unknown };
  return typeof cluster === 'string' && cluster ? cluster : undefined;
}
