import type { FormScenario } from './FormScenario';
import { PICKER_SCENARIOS } from './pickerScenarios';
import { PREVIEW_SCENARIOS } from './previewScenarios';

/** Every page of a form that can be looked at. */
export const FORM_SCENARIOS: readonly FormScenario[] = [
  ...PREVIEW_SCENARIOS,
  ...PICKER_SCENARIOS,
];

/** The one that the address of the page names, `/forms?form=preview-ready`. */
export function formOfAddress(): FormScenario | undefined {
  const { pathname, search } = window.location;
  if (!pathname.startsWith('/forms')) return undefined;
  const name = new URLSearchParams(search).get('form');
  return FORM_SCENARIOS.find(scenario => scenario.name === name);
}
