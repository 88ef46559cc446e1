import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { formTexts } from '../ClusterSource/formTexts';
import { liveProblems } from '../ClusterSource/liveProblems';
import { firstProblem } from '../ClusterSource/nameProblems';
import {
  gatewayText,
  type GatewayPurpose,
  type GatewayValue,
} from './GatewayChoice';
import { gatewayProblem, gatewayShape } from './gatewayProblem';

/** Types that the picker of a gateway chooses from. */
export const GATEWAY_RESOURCES = ['pods'] as const;

/** Only a gateway whose pods run, while anybody can tell. */
export const validateGateway: CustomFieldValidator<
  GatewayValue,
  { clusterField?: string; purpose?: GatewayPurpose }
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  // That it is missing is told by the schema of the form.
  if (!gatewayText(value)) return;
  const t = await formTexts(apiHolder);
  const { clusterField, purpose = 'any' } = uiSchema?.['ui:options'] ?? {};
  const found = await liveProblems({
    api: apiHolder.get(istioApiRef),
    t,
    cluster: clusterOfForm(formData, clusterField),
    resources: GATEWAY_RESOURCES,
    live: inventory =>
      firstProblem(gatewayProblem(t, value, inventory, purpose)),
    shape: () => firstProblem(gatewayShape(t, value)),
  });
  for (const sentence of found) field.addError(sentence);
};
