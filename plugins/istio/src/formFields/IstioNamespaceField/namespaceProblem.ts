import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { FormTexts } from '../ClusterSource/formTexts';
import { labelProblem } from '../ClusterSource/nameProblems';
import { oneOf } from '../ClusterSource/oneOf';

/** What is wrong with the name of a namespace, whatever there is in the cluster. */
export function namespaceShape(
  t: FormTexts,
  namespace: string | undefined,
): string | undefined {
  return labelProblem(t, t('target.namespace'), namespace);
}

/** What is wrong with the namespace, by what the cluster holds. */
export function namespaceProblem(
  t: FormTexts,
  namespace: string | undefined,
  { cluster, namespaces }: ClusterInventory,
  allowNew: boolean,
): string | undefined {
  if (!namespace) return undefined;
  if (namespaces.some(({ name }) => name === namespace)) return undefined;
  if (allowNew) return namespaceShape(t, namespace);
  const names = namespaces.map(({ name }) => name);
  const choose = oneOf(t, names, t('wrong.noNamespace'));
  return t('wrong.namespace', { name: namespace, cluster, choose });
}
