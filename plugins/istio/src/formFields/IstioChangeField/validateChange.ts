import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { ChangeChoice } from './ChangeChoice';

/** A kind and an intent: what they come to is seen in the preview. */
export const validateChange: CustomFieldValidator<ChangeChoice> = (
  { kind, intent } = {},
  field,
) => {
  if (!kind) {
    field.addError('Choose what to remove, or say of which kind it is.');
  }
  if (!intent?.trim()) {
    field.addError('Give the intent, its fields a line each.');
  }
};
