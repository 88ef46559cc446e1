import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { liveProblems } from '../ClusterSource/liveProblems';
import { revisionProblem, type RevisionsOnly } from './revisionProblem';

/** Types that the picker of a revision chooses from. */
export const REVISION_RESOURCES = [
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'deployments.apps',
] as const;

/** Only a tag or revision that exists, while anybody can tell. */
export const validateRevision: CustomFieldValidator<
  string,
  { clusterField?: string; only?: RevisionsOnly }
> = async (name, field, { apiHolder, formData, uiSchema }) => {
  const api = apiHolder.get(istioApiRef);
  // That something is missing is told by the schema of the form.
  if (!api || !name) return;
  const { clusterField, only } = uiSchema?.['ui:options'] ?? {};
  const found = await liveProblems(
    api,
    clusterOfForm(formData, clusterField),
    REVISION_RESOURCES,
    inventory => {
      const problem = revisionProblem(name, inventory, only);
      return problem ? [problem] : [];
    },
  );
  for (const sentence of found) field.addError(sentence);
};
