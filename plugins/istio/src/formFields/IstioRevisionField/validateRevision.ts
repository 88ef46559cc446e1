import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { formTexts } from '../ClusterSource/formTexts';
import { liveProblems } from '../ClusterSource/liveProblems';
import { firstProblem } from '../ClusterSource/nameProblems';
import {
  revisionProblem,
  revisionShape,
  type RevisionsOnly,
} from './revisionProblem';

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
  // That something is missing is told by the schema of the form.
  if (!name) return;
  const t = await formTexts(apiHolder);
  const { clusterField, only } = uiSchema?.['ui:options'] ?? {};
  const found = await liveProblems({
    api: apiHolder.get(istioApiRef),
    t,
    cluster: clusterOfForm(formData, clusterField),
    resources: REVISION_RESOURCES,
    live: inventory => firstProblem(revisionProblem(t, name, inventory, only)),
    shape: () => firstProblem(revisionShape(t, name)),
  });
  for (const sentence of found) field.addError(sentence);
};
