import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { clusterOption } from '../ClusterSource/clusterOption';

/** Value and options of the field `IstioUpgradeWaveField`. */
export const upgradeWaveFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      namespaces: z
        .array(
          z.object({
            name: z.string().describe('Namespace that moves'),
            file: z
              .string()
              .optional()
              .describe('File with its manifest, in its folder'),
          }),
        )
        .optional(),
      restart: z
        .array(
          z.object({
            kind: z.string(),
            namespace: z.string(),
            name: z.string(),
          }),
        )
        .optional()
        .describe('Workloads to restart, in order'),
    }),
  uiOptions: z =>
    z.object({
      ...clusterOption(z),
      step: z
        .enum(['move', 'promote', 'rollback'])
        .optional()
        .describe('Step of the upgrade that the field is for; move by default'),
    }),
});
