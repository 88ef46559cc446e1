import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { clusterOption } from '../ClusterSource/clusterOption';

/** Value and options of the field `IstioIssuerField`. */
export const issuerFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      group: z.string().describe('API group of the issuer'),
      kind: z.string().describe('ClusterIssuer, Issuer or another kind'),
      name: z.string().describe('Name of the issuer'),
    }),
  uiOptions: z =>
    z.object({
      ...clusterOption(z),
      namespaceField: z
        .string()
        .optional()
        .describe(
          'Parameter that names the namespace of the Certificate, itself or as namespace in it; by default the one that names the cluster. Issuers of other namespaces are not offered',
        ),
    }),
});
