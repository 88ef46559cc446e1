import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and options of the field `IstioWorkloadField`. */
export const workloadFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      cluster: z
        .string()
        .optional()
        .describe('Cluster, as Meshwright names it'),
      namespace: z.string().optional().describe('Namespace of the workload'),
      workload: z
        .string()
        .optional()
        .describe('Name of the Deployment, StatefulSet or DaemonSet'),
      labels: z
        .record(z.string())
        .optional()
        .describe('Labels that choose its pods'),
    }),
  uiOptions: z =>
    z.object({
      entityField: z
        .string()
        .optional()
        .describe('Parameter that holds the entity; entityRef by default'),
    }),
});
