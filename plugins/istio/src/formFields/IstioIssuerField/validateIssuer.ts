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

/** An issuer, and one that the Certificate can use while anybody can tell. */
export const validateIssuer: CustomFieldValidator<
  IssuerChoice,
  { clusterField?: string; namespaceField?: string; required?: boolean }
> = async (choice, field, { apiHolder, formData, uiSchema }) => {
  const { clusterField, namespaceField, required } =
    uiSchema?.['ui:options'] ?? {};
  if (!choice?.name) {
    // The form makes an empty object of nothing, which its schema lets pass.
    if (required) {
      field.addError(
        'Choose an issuer, or write kind/name, such as ClusterIssuer/mesh-ca.',
      );
    }
    return;
  }
  const api = apiHolder.get(istioApiRef);
  if (!api) return;
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
