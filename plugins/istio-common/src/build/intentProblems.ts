import type { z } from 'zod';

/** One thing that is wrong with an intent. @public */
export interface IntentProblem {
  /** Path of the field, `service.port`; `intent` for the whole. */
  field: string;
  /** What is wrong and what to do. */
  message: string;
}

type Issue = z.ZodError['issues'][number];

function fieldOf(path: ReadonlyArray<PropertyKey>): string {
  return path.length ? path.map(String).join('.') : 'intent';
}

function unknownKeys(issue: Issue & { code: 'unrecognized_keys' }) {
  return issue.keys.map(key => ({
    field: fieldOf([...issue.path, key]),
    message: 'is not a field of this intent, remove it or correct its name',
  }));
}

function describe(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    // zod tells a missing field from a wrong one in its message only.
    return issue.message.endsWith('received undefined')
      ? 'is missing, give it'
      : `must be of type ${issue.expected}, correct it`;
  }
  return issue.message;
}

/**
 * Turns what the schema found into one line per field.
 *
 * @public
 */
export function intentProblems(error: z.ZodError): IntentProblem[] {
  return error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? unknownKeys(issue)
      : [{ field: fieldOf(issue.path), message: describe(issue) }],
  );
}
