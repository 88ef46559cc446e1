import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** A finding as it passes from step to step. @internal */
export const findingSchema = (z: Z) =>
  z.object({
    code: z.string().describe('Code of the check'),
    severity: z.enum(['error', 'warning', 'info']),
    ref: z
      .object({
        group: z.string(),
        kind: z.string(),
        namespace: z.string().optional(),
        name: z.string(),
      })
      .optional()
      .describe('The object it is about'),
    field: z.string().optional().describe('Field of the intent to change'),
    path: z
      .string()
      .optional()
      .describe('File of the repository that defines the object'),
    cause: z.string().describe('What is wrong'),
    fix: z.string().describe('What to do'),
    documentation: z.string().optional().describe('Page that explains it'),
    suggestions: z
      .array(
        z.object({
          title: z.string(),
          detail: z.string(),
          value: z.object({ field: z.string(), value: z.string() }).optional(),
        }),
      )
      .optional()
      .describe('Ways out'),
  });

/** Against which state of which cluster a change was checked. @internal */
export const verifiedAgainstSchema = (z: Z) =>
  z.object({ cluster: z.string(), at: z.string() });
