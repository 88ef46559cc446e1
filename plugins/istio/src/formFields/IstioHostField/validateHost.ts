import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { withDeadline } from '../ClusterSource/withDeadline';
import { checkHost } from './checkHost';
import { stoppingSentences } from './HostCheck';
import { hostShape } from './ingressInput';
import { readIngressForm, type IngressParameterNames } from './readIngressForm';

/**
 * Blocks Next with the reasons. What cannot be checked, or not in time, does
 * not block: it goes on as unverified.
 */
export const validateHost: CustomFieldValidator<
  string,
  IngressParameterNames
> = async (host, field, { apiHolder, formData, uiSchema }) => {
  // That it is missing is told by the schema of the form.
  if (!host) return;
  const api = apiHolder.get(istioApiRef);
  const form = readIngressForm(formData, uiSchema?.['ui:options']);
  const wrong = hostShape(host, form?.more.additionalHosts);
  if (wrong) field.addError(wrong);
  if (wrong || !api || !form) return;
  const check = await withDeadline(signal =>
    checkHost(api, host, form, { signal, now: () => 0 }),
  )
    // Nobody can tell.
    .catch(() => undefined);
  for (const sentence of check ? stoppingSentences(check) : []) {
    field.addError(sentence);
  }
};
