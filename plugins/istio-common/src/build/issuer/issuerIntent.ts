import { z } from 'zod';
import { durationSeconds } from '../goDuration';
import { clusterField, dnsLabel, objectName } from '../intentFields';
import { acmeField } from './acmeField';
import { trustBundleField } from './trustBundleField';
import { vaultField } from './vaultField';

const CERT_MANAGER = {
  namespace: 'cert-manager',
  serviceAccount: 'cert-manager',
};

const certManager = z
  .strictObject({
    namespace: dnsLabel('the namespace of cert-manager')
      .default(CERT_MANAGER.namespace)
      .describe('Namespace of cert-manager'),
    serviceAccount: objectName
      .default(CERT_MANAGER.serviceAccount)
      .describe('ServiceAccount of its controller'),
  })
  .default(CERT_MANAGER)
  .describe('Where cert-manager runs');

const ca = z
  .strictObject({
    secretName: objectName.describe(
      'Secret with tls.crt and tls.key of the CA, beside the issuer; never what is in it',
    ),
  })
  .describe('A CA whose key is in a Secret, for type ca');

const selfSigned = z
  .strictObject({
    commonName: z
      .string()
      .max(64, 'is too long, at most 64 characters')
      .regex(
        /^[\w .,:()&/-]{1,64}$/,
        'is not a name of a CA, use letters, digits and spaces',
      )
      .describe('Name of the root CA'),
    duration: z
      .string()
      .refine(text => (durationSeconds(text) ?? 0) >= 24 * 3600, {
        message: 'is not a duration of 24h or more, write it as 87600h',
      })
      .default('87600h')
      .describe('Lifetime of the root CA'),
  })
  .describe('A root CA of its own in the cluster, for type selfSigned');

const fields = z.strictObject({
  cluster: clusterField,
  scope: z
    .enum(['namespace', 'cluster'], {
      error: 'is not known, use namespace or cluster',
    })
    .default('namespace')
    .describe('namespace makes an Issuer, cluster a ClusterIssuer'),
  namespace: dnsLabel('the namespace')
    .optional()
    .describe(
      'Namespace of the Issuer and its certificates; for a ClusterIssuer that of the Secrets it reads (--cluster-resource-namespace), that of cert-manager by default',
    ),
  name: dnsLabel('the issuer')
    .max(40, 'is too long, at most 40 characters')
    .describe('Name of the issuer'),
  type: z
    .enum(['vault', 'ca', 'acme', 'selfSigned', 'existing'], {
      error: 'is not known, use vault, ca, acme, selfSigned or existing',
    })
    .describe(
      'vault: Vault signs. ca: a CA in a Secret. acme: an ACME server. selfSigned: a new root in the cluster. existing: the issuer is there, only its trust bundle is made',
    ),
  vault: vaultField.optional(),
  ca: ca.optional(),
  acme: acmeField.optional(),
  selfSigned: selfSigned.optional(),
  certManager,
  trustBundle: trustBundleField.optional(),
});

const SETTINGS = ['vault', 'ca', 'acme', 'selfSigned'] as const;

/** Tells what does not go together. */
function check(ctx: z.core.ParsePayload<z.output<typeof fields>>): void {
  const { scope, namespace, type, trustBundle } = ctx.value;
  const refuse = (field: string, message: string) =>
    ctx.issues.push({
      code: 'custom',
      path: [field],
      message,
      input: ctx.value,
    });
  if (scope === 'namespace' && !namespace) {
    refuse('namespace', 'is missing, give that of the Issuer');
  }
  for (const settings of SETTINGS) {
    const given = ctx.value[settings] !== undefined;
    if (settings === type && !given) refuse(settings, 'is missing, give it');
    if (settings !== type && given) {
      refuse(settings, `has no place in type ${type}, remove it`);
    }
  }
  if (type === 'existing' && !trustBundle) {
    refuse(
      'trustBundle',
      'is missing: an issuer that is there needs nothing else; use its name in a certificate',
    );
  }
}

/**
 * The intent "certificates are signed by that authority", and gateways believe
 * it.
 *
 * @public
 */
export const issuerIntentSchema = fields
  .check(check)
  .transform(intent => ({
    ...intent,
    namespace: intent.namespace ?? intent.certManager.namespace,
  }))
  .describe('Set up an issuer of certificates');

/** An issuer intent with its defaults filled in. @public */
export type IssuerIntent = z.output<typeof issuerIntentSchema>;
