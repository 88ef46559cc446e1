import { z } from 'zod';
import { durationSeconds } from '../goDuration';
import { concreteHost, objectName } from '../intentFields';
import { vaultMethodField } from './vaultMethodField';

// Vault's own form of names in paths (framework.GenericNameRegex), without
// capitals: the Kubernetes auth method writes its roles in small letters.
const VAULT_NAME = /^[a-z0-9_]([a-z0-9_.-]{0,126}[a-z0-9_])?$/;

const vaultName = z
  .string()
  .regex(
    VAULT_NAME,
    'is not a name in Vault, use at most 128 lower-case letters, digits, "_", "-" and "."',
  );

// No braces, "*" or "+": in a policy they would be templates and wildcards.
const mountPath = z
  .string()
  .regex(
    /^[a-z0-9_]([a-z0-9_.-]{0,62}[a-z0-9_])?(\/[a-z0-9_]([a-z0-9_.-]{0,62}[a-z0-9_])?){0,7}$/,
    'is not a mount path, write it as pki or team/pki',
  );

const lifetime = z
  .string()
  .refine(text => (durationSeconds(text) ?? 0) >= 3600, {
    message: 'is not a duration of 1h or more, write it as 72h',
  });

const pki = z
  .strictObject({
    mount: mountPath
      .default('pki')
      .describe('Where the PKI engine is mounted: pki'),
    role: vaultName.describe('Role that signs, made by the script'),
    allowedDomains: z
      .array(concreteHost('names below it are allowed anyway'))
      .min(1, 'is empty, name the domains that it may sign')
      .max(100, 'has too many entries, at most 100')
      .describe(
        'Domains below which it signs names. Names that end in svc.cluster.local are outside, so clients need names of their own',
      ),
    allowBareDomains: z
      .boolean()
      .default(false)
      .describe('Whether it also signs the domains themselves'),
    allowWildcards: z
      .boolean()
      .default(false)
      .describe('Whether it signs names that begin with "*."'),
    uses: z
      .array(
        z.enum(['server', 'client'], {
          error: 'is not known, use server or client',
        }),
      )
      .min(1, 'is empty, use server or client')
      .default(['server', 'client'])
      .describe('What its certificates are for'),
    maxTtl: lifetime.default('72h').describe('Longest lifetime that it signs'),
    certificateDuration: lifetime
      .default('72h')
      .describe(
        'Longest `duration` that Certificates of this issuer ask for; at most maxTtl',
      ),
  })
  .describe('What Vault signs');

/** A Vault that signs, and how cert-manager logs in to it. @internal */
export const vaultField = z
  .strictObject({
    server: z
      .string()
      .max(512, 'is too long, at most 512 characters')
      .regex(
        /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/,
        'is not an https address, write it as https://vault.example.com:8200',
      )
      .describe('Address of Vault, as cert-manager reaches it'),
    vaultNamespace: mountPath
      .optional()
      .describe('Namespace of Vault Enterprise'),
    caBundle: z
      .strictObject({
        name: objectName.describe('Name of the Secret'),
        key: z
          .string()
          .regex(/^[\w.-]{1,253}$/, 'is not a key of a Secret, correct it')
          .default('ca.crt')
          .describe('Key in it'),
      })
      .optional()
      .describe(
        'Secret with the CA of the server, beside the issuer; the CAs of the image of cert-manager by default',
      ),
    pki,
    auth: z
      .strictObject({
        mount: mountPath
          .default('kubernetes')
          .describe('Mount of the Kubernetes auth method; one a cluster'),
        role: vaultName
          .optional()
          .describe(
            'Role of that method, made by the script; <namespace>.<name> by default, `name` for a ClusterIssuer',
          ),
        method: vaultMethodField.optional(),
      })
      .default({ mount: 'kubernetes' })
      .describe('How cert-manager logs in'),
    serviceAccount: objectName
      .optional()
      .describe('ServiceAccount that logs in, made here; `name` by default'),
  })
  .check(ctx => {
    const { maxTtl, certificateDuration } = ctx.value.pki;
    const [longest, asked] = [maxTtl, certificateDuration].map(durationSeconds);
    // What is no duration has its own message already.
    if (longest === undefined || asked === undefined || asked <= longest)
      return;
    ctx.issues.push({
      code: 'custom',
      path: ['pki', 'certificateDuration'],
      message: `is longer than maxTtl ${maxTtl}: Vault would cut the lifetime without a word and cert-manager renew too late; shorten it or raise maxTtl`,
      input: ctx.value,
    });
  })
  .describe('The Vault that signs, for type vault');

/** The Vault of an issuer. @internal */
export type VaultSettings = z.output<typeof vaultField>;
