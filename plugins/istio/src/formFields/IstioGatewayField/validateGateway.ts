import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { liveProblems } from '../ClusterSource/liveProblems';
import type { GatewayChoice, GatewayPurpose } from './GatewayChoice';
import { gatewayProblem } from './gatewayProblem';

/** Types that the picker of a gateway chooses from. */
export const GATEWAY_RESOURCES = ['pods'] as const;

/** Only a gateway whose pods run, while anybody can tell. */
export const validateGateway: CustomFieldValidator<
  GatewayChoice,
  { clusterField?: string; purpose?: GatewayPurpose }
> = async (choice, field, { apiHolder, formData, uiSchema }) => {
  const api = apiHolder.get(istioApiRef);
  // That it is missing is told by the schema of the form.
  if (!api || !choice?.namespace || !choice.selector) return;
  const { clusterField, purpose = 'any' } = uiSchema?.['ui:options'] ?? {};
  const found = await liveProblems(
    api,
    clusterOfForm(formData, clusterField),
    GATEWAY_RESOURCES,
    inventory => {
      const problem = gatewayProblem(choice, inventory, purpose);
      return problem ? [problem] : [];
    },
  );
  for (const sentence of found) field.addError(sentence);
};
