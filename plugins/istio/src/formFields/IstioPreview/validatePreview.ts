import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { formTexts } from '../ClusterSource/formTexts';
import type { PreviewValue } from './PreviewValue';

/** Nothing is proposed that nobody could look at, or that a check holds back. */
export const validatePreview: CustomFieldValidator<PreviewValue> = async (
  value,
  field,
  { apiHolder },
) => {
  if (value?.held) field.addError(value.held);
  else if (!value?.previewId && !value?.skipped) {
    const t = await formTexts(apiHolder);
    field.addError(t('preview.notYet'));
  }
};
