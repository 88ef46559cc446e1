import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { liveProblems } from '../ClusterSource/liveProblems';
import type { IssuerChoice } from './IssuerChoice';
import { issuerProblem } from './issuerProblem';
import { namespaceOfForm } from './namespaceOfForm';

/** Types that the picker of an issuer chooses from. */
export const ISSUER_RESOURCES = [
  'issuers.cert-manager.io',
  'clusterissuers.cert-manager.io',
] as const;

/** Only an issuer that the Certificate can use, while anybody can tell. */
export const validateIssuer: CustomFieldValidator<
  IssuerChoice,
  { clusterField?: string; namespaceField?: string }
> = async (choice, field, { apiHolder, formData, uiSchema }) => {
  const api = apiHolder.get(istioApiRef);
  // That it is missing is told by the schema of the form.
  if (!api || !choice?.name) return;
  const { clusterField, namespaceField } = uiSchema?.['ui:options'] ?? {};
  const namespace = namespaceOfForm(formData, namespaceField);
  const found = await liveProblems(
    api,
    clusterOfForm(formData, clusterField),
    ISSUER_RESOURCES,
    inventory => {
      const problem = issuerProblem(choice, inventory, namespace);
      return problem ? [problem] : [];
    },
  );
  for (const sentence of found) field.addError(sentence);
};
