import type {
  ValidationFinding,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Two results as one: what both found stands once, the worst first. @internal */
export function mergeResults(
  first: ValidationResult,
  second: ValidationResult,
): ValidationResult {
  const findings = new Map<string, ValidationFinding>();
  for (const finding of [...first.findings, ...second.findings]) {
    findings.set(`${finding.code} ${finding.cause}`, finding);
  }
  return {
    findings: [...findings.values()].sort(
      (a, b) => RANK[a.severity] - RANK[b.severity],
    ),
    passed: first.passed + second.passed,
    unverified: [...new Set([...first.unverified, ...second.unverified])],
    verifiedAgainst: second.verifiedAgainst ?? first.verifiedAgainst,
  };
}
