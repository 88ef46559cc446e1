/** The namespace that another parameter of the form names. */
export function namespaceOfForm(
  formData: Record<string, unknown> | undefined,
  parameter: string | undefined,
): string | undefined {
  if (parameter) return namespaceIn(formData?.[parameter]);
  return (
    namespaceIn(formData?.namespace) ??
    Object.values(formData ?? {})
      .filter(hasCluster)
      .map(namespaceIn)
      .find(Boolean)
  );
}

function hasCluster(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'cluster' in value;
}

function namespaceIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined;
  const { namespace } = (value ?? {}) as { namespace?: unknown };
  return typeof namespace === 'string' && namespace ? namespace : undefined;
}
