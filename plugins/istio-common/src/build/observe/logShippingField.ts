import { z } from 'zod';
import {
  imageDigest,
  imageRepository,
  pullSecretName,
} from '../install/registryField';
import { concreteHost, dnsLabel, objectName, portField } from '../intentFields';

const secretKey = z
  .string()
  .regex(/^[\w.-]{1,253}$/, 'is not a key of a Secret, correct it');

const version = z
  .string()
  .regex(/^\d{1,3}\.\d{1,3}\.\d{1,4}$/, 'is not a version, write it as 4.0.3')
  .refine(
    text => {
      const [major, minor] = text.split('.').map(Number);
      return major > 3 || (major === 3 && minor >= 1);
    },
    {
      message:
        'is older than 3.1, which does not start with TLS.Verify_Hostname: use 3.1 or newer',
    },
  );

const registry = z
  .strictObject({
    hub: imageRepository.describe(
      'Registry and path of the copy, registry.example.com/logging',
    ),
    source: imageRepository
      .default('cr.fluentbit.io/fluent')
      .describe('Where the image is copied from'),
    version: version.describe('Version of Fluent Bit, in full; 3.1 or newer'),
    digest: imageDigest
      .optional()
      .describe('Digest of the image, where it is known'),
    pullSecret: pullSecretName
      .optional()
      .describe('Secret with the credentials of the registry'),
  })
  .describe(
    'A registry of your own, for clusters without access to others; by default the image of the chart',
  );

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
    registry: registry.optional(),
  })
  .describe(
    'Access logs to Splunk, by values of the chart fluent-bit; its Fluent Bit must be 3.1 or newer, which checks the name in the certificate',
  );

/** Log shipping with its defaults filled in. @internal */
export type LogShipping = z.output<typeof logShippingField>;
