import type { ValidationFinding } from '../api/validation';

/** What the checks so far came to. @internal */
export interface Tally {
  findings: ValidationFinding[];
  passed: number;
  unverified: string[];
}

/** A check that could not know all it asks for has not passed. @internal */
export function countCheck(
  tally: Tally,
  found: ValidationFinding[],
  unknown: string[] = [],
): void {
  tally.findings.push(...found);
  tally.unverified.push(...unknown);
  if (found.length + unknown.length === 0) tally.passed += 1;
}
