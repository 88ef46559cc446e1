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
      moreField: z
        .string()
        .optional()
        .describe(
          'Parameter that, being false, says that the four below are left behind; more by default',
        ),
      additionalHostsField: z
        .string()
        .optional()
        .describe(
          'Parameter that holds more hosts; additionalHosts by default',
        ),
      routesField: z
        .string()
        .optional()
        .describe('Parameter that holds the paths; routes by default'),
      formField: z
        .string()
        .optional()
        .describe('Parameter that says istio or gateway-api; form by default'),
      gatewayField: z
        .string()
        .optional()
        .describe(
          'Parameter that holds the gateway of the Gateway API; gateway by default',
        ),
    }),
});
