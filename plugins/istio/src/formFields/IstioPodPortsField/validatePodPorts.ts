import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { formTexts } from '../ClusterSource/formTexts';
import type { PodPorts } from './PodPorts';

/**
 * All three parts: without one the policy would choose nobody, or all. In a
 * list the scaffolder hands over all of them at once.
 */
export const validatePodPorts: CustomFieldValidator<PodPorts> = async (
  value,
  field,
  { apiHolder },
) => {
  const t = await formTexts(apiHolder);
  const all = [value ?? {}].flat();
  if (all.some(one => !one?.name)) field.addError(t('ports.missingName'));
  if (all.some(one => Object.keys(one?.labels ?? {}).length === 0)) {
    field.addError(t('ports.missingLabels'));
  }
  if (all.some(one => !one?.ports?.length)) {
    field.addError(t('ports.missingPorts'));
  }
};
