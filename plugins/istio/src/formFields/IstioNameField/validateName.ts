import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { formTexts } from '../ClusterSource/formTexts';

/** Letters, digits, dashes and dots, and `*.` before a host. */
const NAME = /^(\*\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
/** Longest name of an object or host, RFC 1123. */
const LENGTH = 253;

/** Whether a text could be a name; an empty one is none that is wrong. */
export function couldBeName(text: string): boolean {
  return text === '' || (NAME.test(text) && text.length <= LENGTH);
}

/**
 * Names that could be some; whether they are there is for the live check to
 * say. In a list the scaffolder hands over all of them at once.
 */
export const validateName: CustomFieldValidator<string> = async (
  value,
  field,
  { apiHolder },
) => {
  const names = [value ?? []].flat().map(name => String(name ?? ''));
  const wrong = names.filter(name => !couldBeName(name));
  if (wrong.length === 0) return;
  const t = await formTexts(apiHolder);
  for (const name of wrong) {
    field.addError(t('name.wrong', { name: name.slice(0, 60) }));
  }
};
