import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and options of the field `IstioClusterField`. */
export const clusterFieldSchema = makeFieldSchema({
  output: z => z.string().describe('Cluster, as Meshwright names it'),
  uiOptions: z =>
    z.object({
      mesh: z
        .boolean()
        .optional()
        .describe(
          'Whether a cluster without Istio is worth a warning; true by default, false where a mesh is installed',
        ),
    }),
});
