import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and options of the field `IstioServiceTarget`. */
export const targetFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      cluster: z
        .string()
        .optional()
        .describe('Cluster, as Meshwright names it'),
      namespace: z.string().optional().describe('Namespace of the Service'),
      service: z.string().optional().describe('Name of the Service'),
      port: z.number().optional().describe('Port of the Service'),
      typedPort: z
        .string()
        .optional()
        .describe('What was typed as port and is none; holds the form back'),
    }),
  uiOptions: z =>
    z.object({
      entityField: z
        .string()
        .optional()
        .describe('Parameter that holds the entity; entityRef by default'),
    }),
});
