/**
 * Puts "≥" before the numbers that a missing cluster could raise: a leading
 * count and the total after "of". Versions and words stay as they are, since
 * nothing is a lower bound of "Permissive". The mark stays on the line of its
 * number.
 */
export function markLowerBound(text: string): string {
  return text
    .replace(/^(?=\d+(?:\s|$))/, '≥\u00a0')
    .replace(/(?<=\sof )(?=\d+(?:\s|$))/, '≥\u00a0');
}
