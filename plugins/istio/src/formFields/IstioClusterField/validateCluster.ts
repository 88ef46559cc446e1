import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { liveProblems } from '../ClusterSource/liveProblems';

/** Only a cluster that is known; while nobody can tell, any. */
export const validateCluster: CustomFieldValidator<string> = async (
  cluster,
  field,
  { apiHolder },
) => {
  const api = apiHolder.get(istioApiRef);
  // That it is missing is told by the schema of the form.
  if (!api || !cluster) return;
  const found = await liveProblems(api, cluster, [], () => []);
  for (const sentence of found) field.addError(sentence);
};
