import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { checkHost } from './checkHost';
import { stoppingSentences } from './HostCheck';
import { readIngressForm, type IngressParameterNames } from './ingressInput';

/**
 * Blocks Next with the reasons. What cannot be checked does not block: it goes
 * on as unverified.
 */
export const validateHost: CustomFieldValidator<
  string,
  IngressParameterNames
> = async (host, field, { apiHolder, formData, uiSchema }) => {
  const api = apiHolder.get(istioApiRef);
  const form = readIngressForm(formData, uiSchema?.['ui:options']);
  if (!api || !host || !form) return;
  const check = await checkHost(api, host, form, { now: () => 0 });
  for (const sentence of stoppingSentences(check)) field.addError(sentence);
};
