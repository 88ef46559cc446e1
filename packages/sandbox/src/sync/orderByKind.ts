// What others need goes first; kinds that are not listed follow in their order.
const FIRST = [
  'Namespace',
  'CustomResourceDefinition',
  'ServiceAccount',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Service',
];

/**
 * Sorts by what has to be there before what; the reverse is the order to delete.
 *
 * @internal
 */
export function orderByKind<T>(items: T[], kindOf: (item: T) => string): T[] {
  const rank = (item: T) => {
    const at = FIRST.indexOf(kindOf(item));
    return at < 0 ? FIRST.length : at;
  };
  return [...items].sort((a, b) => rank(a) - rank(b));
}
