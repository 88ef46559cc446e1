import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/** Checks a body or a query; the error names the first field that is wrong. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue.path.join('.');
  throw new InputError(path ? `${path}: ${issue.message}` : issue.message);
}
