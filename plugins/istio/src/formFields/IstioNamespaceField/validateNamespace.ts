import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { liveProblems } from '../ClusterSource/liveProblems';
import { namespaceProblem } from './namespaceProblem';

/** Types that the picker of a namespace chooses from. */
export const NAMESPACE_RESOURCES = ['namespaces'] as const;

/** Both parts, and a namespace that exists, unless a new one is welcome. */
export const validateNamespace: CustomFieldValidator<
  { cluster?: string; namespace?: string },
  { allowNew?: boolean }
> = async (place, field, { apiHolder, uiSchema }) => {
  const { cluster, namespace } = place ?? {};
  if (!cluster) field.addError('Choose a cluster.');
  if (!namespace) field.addError('Choose a namespace.');
  const api = apiHolder.get(istioApiRef);
  if (!api) return;
  const allowNew = uiSchema?.['ui:options']?.allowNew ?? false;
  const found = await liveProblems(
    api,
    cluster,
    NAMESPACE_RESOURCES,
    inventory => {
      const problem = namespaceProblem(namespace, inventory, allowNew);
      return problem ? [problem] : [];
    },
  );
  for (const sentence of found) field.addError(sentence);
};
