import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and options of the field `IstioHostField`. */
export const hostFieldSchema = makeFieldSchema({
  output: z =>
    z.string().describe('Host under which clients reach the service'),
  uiOptions: z =>
    z.object({
      entityField: z
        .string()
        .optional()
        .describe('Parameter that holds the entity; entityRef by default'),
      targetField: z
        .string()
        .optional()
        .describe('Parameter that holds the service target; target by default'),
      tlsModeField: z
        .string()
        .optional()
        .describe('Parameter that holds the TLS mode; tlsMode by default'),
      subjectAltNamesField: z
        .string()
        .optional()
        .describe(
          'Parameter that holds the accepted clients; subjectAltNames by default',
        ),
    }),
});
