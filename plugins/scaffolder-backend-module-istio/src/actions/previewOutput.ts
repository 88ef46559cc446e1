import type { z as zod } from 'zod/v3';

type Z = typeof zod;

const object = (z: Z) =>
  z.object({
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
    path: z.string().describe('File in the repository'),
    change: z.enum(['create', 'update', 'delete', 'unchanged']),
  });

const file = (z: Z) =>
  z.object({
    path: z.string().describe('Path in the repository'),
    change: z.enum(['create', 'update', 'delete', 'unchanged']),
    added: z.number().describe('Lines that are added'),
    removed: z.number().describe('Lines that are taken away'),
    before: z.string().optional().describe('Text as it is'),
    after: z.string().optional().describe('Text as it would be'),
    note: z.string().optional().describe('Why a text is not shown whole'),
  });

/** What `istio:gitops:propose` puts out of a dry run alone. @internal */
export const previewOutput = {
  repository: (z: Z) =>
    z.string().optional().describe('Of a dry run: repository, owner/name'),
  base: (z: Z) =>
    z
      .object({
        branch: z.string().describe('Branch that the sync follows'),
        commit: z.string().optional().describe('Its head'),
      })
      .optional()
      .describe('Of a dry run: what the change starts from'),
  previewId: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Of a dry run: tells this change from another, for previewed'),
  reviewers: (z: Z) =>
    z
      .array(z.string())
      .optional()
      .describe(
        'Of a dry run: who is asked for a review, and whom the CODEOWNERS file of the repository names',
      ),
  objects: (z: Z) =>
    z
      .array(object(z))
      .optional()
      .describe('Of a dry run: every object, and what becomes of it'),
  files: (z: Z) =>
    z
      .array(file(z))
      .optional()
      .describe('Of a dry run: every file, before and after'),
};
