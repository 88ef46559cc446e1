/**
 * Puts "≥" before a leading number that a missing cluster could raise.
 * Words without a number stay: "Permissive" is not a lower bound of anything.
 */
export function markLowerBound(text: string): string {
  return /^\d/.test(text) ? `≥ ${text}` : text;
}
