import { z } from 'zod';
import { concreteHost, dnsLabel, objectName, portField } from '../intentFields';

const secretKey = z
  .string()
  .regex(/^[\w.-]{1,253}$/, 'is not a key of a Secret, correct it');

/** Logs of proxies to Splunk by Fluent Bit. @internal */
export const logShippingField = z
  .strictObject({
    host: concreteHost('its certificate is checked against it').describe(
      'Host of the HTTP event collector',
    ),
    port: portField('the collector').default(8088).describe('Its port'),
    token: z
      .strictObject({
        secret: objectName.describe('Secret with the token, beside Fluent Bit'),
        key: secretKey.default('token').describe('Key in it'),
      })
      .describe('Where the token is; it is never written here'),
    authority: z
      .strictObject({
        configMap: objectName.describe(
          'ConfigMap with the authority, beside Fluent Bit',
        ),
        key: secretKey.default('ca.crt').describe('Key in it'),
      })
      .optional()
      .describe(
        'Authority that signed the certificate of the collector; those of the image when left out',
      ),
    index: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9_-]{0,79}$/,
        'is not the name of an index, correct it',
      )
      .optional()
      .describe('Index; that of the token by default'),
    namespace: dnsLabel('the namespace of Fluent Bit')
      .default('logging')
      .describe('Namespace of Fluent Bit'),
  })
  .describe('Access logs to Splunk, by values of the chart fluent-bit');

/** Log shipping with its defaults filled in. @internal */
export type LogShipping = z.output<typeof logShippingField>;
