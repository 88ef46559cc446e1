import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { liveProblems } from '../ClusterSource/liveProblems';
import type { GatewayChoice, GatewayPurpose } from './GatewayChoice';
import { gatewayProblem } from './gatewayProblem';

/** Types that the picker of a gateway chooses from. */
export const GATEWAY_RESOURCES = ['pods'] as const;

/** A gateway, and one whose pods run while anybody can tell. */
export const validateGateway: CustomFieldValidator<
  GatewayChoice,
  { clusterField?: string; purpose?: GatewayPurpose; required?: boolean }
> = async (choice, field, { apiHolder, formData, uiSchema }) => {
  const {
    clusterField,
    purpose = 'any',
    required,
  } = uiSchema?.['ui:options'] ?? {};
  if (!choice?.namespace || !choice.selector) {
    // The form makes an empty object of nothing, which its schema lets pass.
    if (required) {
      field.addError(
        'Choose a gateway, or write namespace/label=value, such as istio-ingress/istio=ingressgateway.',
      );
    }
    return;
  }
  const api = apiHolder.get(istioApiRef);
  if (!api) return;
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
