import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { formTexts } from '../ClusterSource/formTexts';
import { liveProblems } from '../ClusterSource/liveProblems';
import { firstProblem } from '../ClusterSource/nameProblems';
import { namespaceProblem, namespaceShape } from './namespaceProblem';

/** Types that the picker of a namespace chooses from. */
export const NAMESPACE_RESOURCES = ['namespaces'] as const;

/** Both parts, and a namespace that exists, unless a new one is welcome. */
export const validateNamespace: CustomFieldValidator<
  { cluster?: string; namespace?: string },
  { allowNew?: boolean }
> = async (place, field, { apiHolder, uiSchema }) => {
  const t = await formTexts(apiHolder);
  const { cluster, namespace } = place ?? {};
  if (!cluster) field.addError(t('missing.cluster'));
  if (!namespace) field.addError(t('missing.namespace'));
  const allowNew = uiSchema?.['ui:options']?.allowNew ?? false;
  const found = await liveProblems({
    api: apiHolder.get(istioApiRef),
    t,
    cluster,
    resources: NAMESPACE_RESOURCES,
    live: inventory =>
      firstProblem(namespaceProblem(t, namespace, inventory, allowNew)),
    shape: () => firstProblem(namespaceShape(t, namespace)),
  });
  for (const sentence of found) field.addError(sentence);
};
