import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { clusterOption } from '../ClusterSource/clusterOption';

/** Value and options of the field `IstioIssuerField`. */
export const issuerFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      group: z.string().optional().describe('API group of the issuer'),
      kind: z
        .string()
        .optional()
        .describe('ClusterIssuer, Issuer or another kind'),
      name: z.string().optional().describe('Name of the issuer'),
      typed: z
        .string()
        .optional()
        .describe('What was typed and names no issuer; holds the form back'),
    }),
  uiOptions: z =>
    z.object({
      ...clusterOption(z),
      namespace: z
        .string()
        .optional()
        .describe(
          'Namespace of the Certificate, where the template knows it: istio-system',
        ),
      namespaceBy: z
        .object({
          field: z.string().describe('Parameter that is looked at'),
          choices: z
            .record(z.string())
            .describe('What it may be, and the namespaceField then'),
        })
        .optional()
        .describe(
          'Where another parameter decides in which namespace the Certificate stands',
        ),
      namespaceField: z
        .string()
        .optional()
        .describe(
          'Parameter that names the namespace of the Certificate, itself or as namespace in it; by default the one that names the cluster. Issuers of other namespaces are not offered',
        ),
    }),
});
