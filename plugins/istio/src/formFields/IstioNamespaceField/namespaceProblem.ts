import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import { oneOf } from '../ClusterSource/oneOf';

/** Names of namespaces are labels of DNS, RFC 1123. */
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** What is wrong with the namespace, by what the cluster holds. */
export function namespaceProblem(
  namespace: string | undefined,
  { cluster, namespaces }: ClusterInventory,
  allowNew: boolean,
): string | undefined {
  if (!namespace) return undefined;
  if (namespaces.some(({ name }) => name === namespace)) return undefined;
  if (allowNew) {
    return LABEL.test(namespace)
      ? undefined
      : 'A namespace has a name of at most 63 small letters, digits and dashes, with no dash at its ends; change the name.';
  }
  const names = namespaces.map(({ name }) => name);
  return `Namespace ${namespace} does not exist in ${cluster}; ${oneOf(
    names,
    'it has none that Meshwright may see',
  )}.`;
}
