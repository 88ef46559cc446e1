import type { FormTexts } from './formTexts';

const SHOWN = 6;

/** The way out of a wrong name: the first of those that there are. */
export function oneOf(
  t: FormTexts,
  names: readonly string[],
  none: string,
): string {
  if (names.length === 0) return none;
  const shown = names.slice(0, SHOWN).join(', ');
  const rest = names.length - SHOWN;
  return rest > 0
    ? t('wrong.chooseOfMore', { names: shown, rest: String(rest) })
    : t('wrong.choose', { names: shown });
}
