import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value of the field `IstioChangeField`. */
export const changeFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      cluster: z
        .string()
        .optional()
        .describe('Cluster, as Meshwright names it'),
      change: z
        .string()
        .optional()
        .describe('Id of the change, where one was chosen'),
      kind: z.string().optional().describe('Name of the intent, ingress'),
      intent: z
        .string()
        .optional()
        .describe('Fields of the intent as YAML, a line each'),
      entityRef: z
        .string()
        .optional()
        .describe('Entity that the change was for'),
    }),
});
