import { InputError } from '@backstage/errors';
import {
  completeFromZone,
  INTENTS,
  intentKindOf,
  validateIntent,
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
 * Judges what a form holds. What is not a whole intent yet is answered with
 * what is missing, field by field, and not refused; an intent that does not
 * exist is.
 */
export function judgeInput(
  name: string,
  input: Record<string, unknown>,
  context: ValidationContext,
): ValidationResult {
  const kind = intentKindOf(name);
  if (!kind) {
    const names = INTENTS.map(one => one.name).join(', ');
    throw new InputError(
      `There is no intent '${name.slice(0, 64)}'; use one of ${names}`,
    );
  }
  const completed =
    // What is taken back was complete, in a zone that may be gone by now.
    name === 'ingress' && !context.remove
      ? complete(input, context.zones)
      : { input };
  if ('problem' in completed) return answer([completed.problem]);
  const result = kind.build(completed.input);
  if ('problems' in result) {
    return answer(
      result.problems.map(({ field, message }) => ({
        code: 'MW-INTENT-FIELD',
        severity: 'error',
        field,
        cause: `${field} ${message}.`,
        fix: `Correct ${field}.`,
      })),
    );
  }
  const { objects, removes } = result.built;
  return validateIntent(name, result.intent, objects, {
    ...context,
    ...(removes && !context.remove && { removes: removes.objects }),
  });
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
