import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and options of the field `IstioPreview`. */
export const previewFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      previewId: z
        .string()
        .optional()
        .describe(
          'Id of the preview that was looked at, for the input previewed of istio:gitops:propose',
        ),
      held: z
        .string()
        .optional()
        .describe('Why the change cannot be proposed; holds the form back'),
      skipped: z
        .string()
        .optional()
        .describe('Why there was nothing to look at'),
    }),
  uiOptions: z =>
    z.object({
      templateRef: z
        .string()
        .optional()
        .describe(
          'Template that is run, template:default/call-out; by default the one whose form this is',
        ),
    }),
});
