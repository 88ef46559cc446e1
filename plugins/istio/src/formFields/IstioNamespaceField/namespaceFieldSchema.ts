import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and options of the field `IstioNamespaceField`. */
export const namespaceFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      cluster: z
        .string()
        .optional()
        .describe('Cluster, as Meshwright names it'),
      namespace: z.string().optional().describe('Name of the namespace'),
    }),
  uiOptions: z =>
    z.object({
      allowNew: z
        .boolean()
        .optional()
        .describe(
          'Whether a namespace may be named that does not exist yet; false by default',
        ),
    }),
});
