import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { clusterOption } from '../ClusterSource/clusterOption';

/** Value and options of the field `IstioNameField`. */
export const nameFieldSchema = makeFieldSchema({
  output: z => z.string().describe('Name, as the cluster has it'),
  uiOptions: z =>
    z.object({
      ...clusterOption(z),
      of: z
        .enum(['namespace', 'service', 'host', 'credential'])
        .optional()
        .describe(
          'What is offered: namespaces (by default), Services, hosts that Istio gateways serve, or Secrets that Certificates write',
        ),
      besideField: z
        .string()
        .optional()
        .describe(
          'Parameter that names a namespace, and labels of gateway pods where it has them: only what is there is offered',
        ),
    }),
});
