import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { clusterOption } from '../ClusterSource/clusterOption';

/** Value and options of the field `IstioPodPortsField`. */
export const podPortsFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      name: z.string().optional().describe('Name of the workload'),
      labels: z
        .record(z.string())
        .optional()
        .describe('Labels that choose its pods'),
      ports: z
        .array(z.number())
        .optional()
        .describe('Ports of its pods, not those of a Service'),
    }),
  uiOptions: z =>
    z.object({
      ...clusterOption(z),
      namespaceField: z
        .string()
        .optional()
        .describe(
          'Parameter that names the namespace, itself or as namespace in it; by default namespace, else the first beside a cluster',
        ),
    }),
});
