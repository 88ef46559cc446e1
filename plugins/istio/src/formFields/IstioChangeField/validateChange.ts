import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { formTexts } from '../ClusterSource/formTexts';
import type { ChangeChoice } from './ChangeChoice';

/** A kind and an intent: what they come to is seen in the preview. */
export const validateChange: CustomFieldValidator<ChangeChoice> = async (
  { kind, intent } = {},
  field,
  { apiHolder },
) => {
  const t = await formTexts(apiHolder);
  if (!kind) field.addError(t('change.missingKind'));
  if (!intent?.trim()) field.addError(t('change.missingIntent'));
};
