import { z } from 'zod';
import { dnsLabel, objectName } from '../intentFields';

const key = z
  .string()
  .regex(/^[\w.-]{1,253}$/, 'is not a key of a Secret or ConfigMap, correct it')
  .default('ca.crt')
  .describe('Key in it');

/** Which CAs a gateway believes, and for which of its credentials. @internal */
export const trustBundleField = z
  .strictObject({
    // "-cacert" follows, within the 253 characters of a name.
    credentialName: objectName
      .max(246, 'is too long, at most 246 characters')
      .describe(
        'credentialName of the Gateway or DestinationRule; the bundle is named after it, with "-cacert"',
      ),
    namespace: dnsLabel('the namespace of the gateway pods').describe(
      'Namespace of the pods that read it',
    ),
    sources: z
      .array(
        z.strictObject({
          kind: z
            .enum(['Secret', 'ConfigMap'], {
              error: 'is not known, use Secret or ConfigMap',
            })
            .default('Secret')
            .describe('Secret or ConfigMap'),
          name: objectName.describe(
            'Its name, in the trust namespace of trust-manager',
          ),
          key,
        }),
      )
      .max(20, 'has too many entries, at most 20')
      .default([])
      .describe('Root CAs; their certificates, never keys'),
    publicCas: z
      .boolean()
      .default(false)
      .describe(
        'Believe the public CAs too, by the package that trust-manager is installed with',
      ),
  })
  .check(ctx => {
    const { sources, publicCas } = ctx.value;
    if (sources.length > 0 || publicCas) return;
    ctx.issues.push({
      ...{ code: 'custom', path: ['sources'], input: sources },
      message: 'is empty, name the root CA',
    });
  })
  .describe(
    'Writes the root CAs where Istio looks for them: ca.crt beside a certificate holds only the CA that signed it',
  );

/** A bundle of an issuer that has one. @internal */
export type TrustBundle = z.output<typeof trustBundleField>;
