import { TONES, type Tone } from '@meshwright/backstage-plugin-istio-common';

/** Rows with the worst tone first; equal ones keep the order of their names. */
export function worstFirst<Row>(
  rows: readonly Row[],
  toneOf: (row: Row) => Tone,
  nameOf: (row: Row) => string,
): Row[] {
  return [...rows].sort(
    (a, b) =>
      TONES.indexOf(toneOf(b)) - TONES.indexOf(toneOf(a)) ||
      nameOf(a).localeCompare(nameOf(b)),
  );
}

/** Whether a tone asks somebody to act. */
export function needsAttention(tone: Tone): boolean {
  return tone === 'warning' || tone === 'error';
}
