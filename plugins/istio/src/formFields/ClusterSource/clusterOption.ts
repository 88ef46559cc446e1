import type { z as zod } from 'zod/v3';

/** The option by which a template says where the cluster stands in its form. */
export function clusterOption(z: typeof zod) {
  return {
    clusterField: z
      .string()
      .optional()
      .describe(
        'Parameter that names the cluster, itself or as cluster in it; by default cluster, else the first that has one',
      ),
  };
}
