import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { clusterOption } from '../ClusterSource/clusterOption';

/** Value and options of the field `IstioGatewayField`. */
export const gatewayFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      namespace: z
        .string()
        .optional()
        .describe('Namespace of the gateway pods'),
      selector: z
        .record(z.string())
        .optional()
        .describe('Labels that choose the gateway pods'),
      serviceAccount: z
        .string()
        .optional()
        .describe('ServiceAccount that the gateway pods run as'),
      typed: z
        .string()
        .optional()
        .describe('What was typed and names no gateway; holds the form back'),
    }),
  uiOptions: z =>
    z.object({
      ...clusterOption(z),
      purpose: z
        .enum(['ingress', 'egress', 'any'])
        .optional()
        .describe('Which gateways are offered; any by default'),
    }),
});
