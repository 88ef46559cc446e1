import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { formTexts } from '../ClusterSource/formTexts';
import { liveProblems } from '../ClusterSource/liveProblems';
import { firstProblem } from '../ClusterSource/nameProblems';
import {
  certificateNamespace,
  type CertificateNamespaceOptions,
} from './certificateNamespace';
import { issuerText, type IssuerValue } from './IssuerChoice';
import { issuerProblem, issuerShape } from './issuerProblem';

/** Types that the picker of an issuer chooses from. */
export const ISSUER_RESOURCES = [
  'issuers.cert-manager.io',
  'clusterissuers.cert-manager.io',
] as const;

/** Only an issuer that the Certificate can use, while anybody can tell. */
export const validateIssuer: CustomFieldValidator<
  IssuerValue,
  CertificateNamespaceOptions & { clusterField?: string }
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  // That it is missing is told by the schema of the form.
  if (!issuerText(value)) return;
  const t = await formTexts(apiHolder);
  const options = uiSchema?.['ui:options'] ?? {};
  const namespace = certificateNamespace(formData, options);
  const found = await liveProblems({
    api: apiHolder.get(istioApiRef),
    t,
    cluster: clusterOfForm(formData, options.clusterField),
    resources: ISSUER_RESOURCES,
    live: inventory =>
      firstProblem(issuerProblem(t, value, inventory, namespace)),
    shape: () => firstProblem(issuerShape(t, value)),
  });
  for (const sentence of found) field.addError(sentence);
};
