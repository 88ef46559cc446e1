import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { PreviewValue } from './PreviewValue';

/** Nothing is proposed that nobody could look at, or that a check holds back. */
export const validatePreview: CustomFieldValidator<PreviewValue> = (
  value,
  field,
) => {
  if (value?.held) field.addError(value.held);
  else if (!value?.previewId && !value?.skipped) {
    field.addError('The preview is still being built; wait for it to appear.');
  }
};
