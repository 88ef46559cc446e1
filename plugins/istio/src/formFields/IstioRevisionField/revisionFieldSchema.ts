import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { clusterOption } from '../ClusterSource/clusterOption';

/** Value and options of the field `IstioRevisionField`. */
export const revisionFieldSchema = makeFieldSchema({
  output: z => z.string().describe('Revision tag or revision'),
  uiOptions: z =>
    z.object({
      ...clusterOption(z),
      only: z
        .enum(['tags', 'revisions'])
        .optional()
        .describe('Offers tags or revisions alone; both by default'),
    }),
});
