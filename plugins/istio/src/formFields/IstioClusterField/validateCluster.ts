import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { formTexts } from '../ClusterSource/formTexts';
import { liveProblems } from '../ClusterSource/liveProblems';

/** Only a cluster that is known; while nobody can tell, any that could be. */
export const validateCluster: CustomFieldValidator<string> = async (
  cluster,
  field,
  { apiHolder },
) => {
  // That it is missing is told by the schema of the form.
  if (!cluster) return;
  const found = await liveProblems({
    api: apiHolder.get(istioApiRef),
    t: await formTexts(apiHolder),
    cluster,
    resources: [],
    live: () => [],
    shape: () => [],
  });
  for (const sentence of found) field.addError(sentence);
};
