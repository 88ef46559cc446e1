import {
  buildIngress,
  completeFromZone,
  ingressIntentSchema,
  intentProblems,
  validateIngress,
  type ExposureZone,
  type ValidationContext,
  type ValidationFinding,
  type ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';

/** As much of an input as it takes to find its zone. */
const zonedInput = z.looseObject({
  cluster: z.string(),
  namespace: z.string(),
  service: z.looseObject({ name: z.string() }),
  host: z.string(),
  name: z.string().optional(),
  gateway: z.object().loose().optional(),
  issuer: z.object().loose().optional(),
});

/**
 * Judges what a form holds. Pure. What is not a whole intent yet is answered
 * with what is missing, field by field, and not refused.
 */
export function validateIntent(
  input: Record<string, unknown>,
  context: ValidationContext,
): ValidationResult {
  const completed = complete(input, context.zones);
  if ('problem' in completed) return answer([completed.problem]);
  const parsed = ingressIntentSchema.safeParse(completed.input);
  if (!parsed.success) {
    return answer(
      intentProblems(parsed.error).map(({ field, message }) => ({
        code: 'MW-INTENT-FIELD',
        severity: 'error',
        field,
        cause: `${field} ${message}.`,
        fix: `Correct ${field}.`,
      })),
    );
  }
  const { objects } = buildIngress(parsed.data);
  return validateIngress(parsed.data, objects, context);
}

function complete(
  input: Record<string, unknown>,
  zones: readonly ExposureZone[],
): { input: unknown } | { problem: ValidationFinding } {
  const zoned = zonedInput.safeParse(input);
  // Not enough to find a zone: the schema of the intent says what is missing.
  if (!zoned.success) return { input };
  const completion = completeFromZone(zoned.data, zones);
  if ('input' in completion) return completion;
  return {
    problem: {
      code: 'MW-HOST-ZONE',
      severity: 'error',
      field: 'host',
      cause: completion.problem,
      fix: 'Choose a host in a zone that the namespace may use.',
    },
  };
}

function answer(findings: ValidationFinding[]): ValidationResult {
  return {
    findings,
    passed: 0,
    unverified: ['Nothing else was checked until the input is complete.'],
  };
}
