const SHOWN = 6;

/** The way out of a wrong name: the first of those that there are. */
export function oneOf(names: readonly string[], none: string): string {
  if (names.length === 0) return none;
  const shown = names.slice(0, SHOWN).join(', ');
  const rest = names.length - SHOWN;
  return `choose one of ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}
