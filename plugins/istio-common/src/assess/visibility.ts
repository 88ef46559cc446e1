/** Namespaces that may use an object: `*`, `~` for none, or names. */
export type Visibility = ReadonlySet<string>;

/**
 * Who may use an object by its `exportTo`; `.` stands for its own namespace.
 * Source: pilot/pkg/model/virtualservice_controller.go, convertExportToSet;
 * push_context.go, serviceExportTo.
 */
export function visibilityOf(
  exportTo: readonly string[],
  namespace: string,
  byDefault: readonly string[],
): Visibility {
  const names = exportTo.length > 0 ? exportTo : byDefault;
  return new Set(names.map(name => (name === '.' ? namespace : name)));
}

/** Public beats hidden, hidden beats names. */
export function isVisible(visibility: Visibility, namespace: string): boolean {
  if (visibility.has('*')) return true;
  return !visibility.has('~') && visibility.has(namespace);
}
