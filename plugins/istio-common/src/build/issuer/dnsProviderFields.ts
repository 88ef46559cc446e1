import { z } from 'zod';
import { objectName } from '../intentFields';
import { dnsWebhookField } from './dnsWebhookField';

/** A word of an API: an id, a name, a path of an ARN. */
const word = z
  .string()
  .regex(
    /^[\w.:/-]{1,253}$/,
    'has characters that have no place in it, correct it',
  );

const secretKey = z
  .strictObject({
    name: objectName.describe('Name of the Secret, beside the issuer'),
    key: word.describe('Key in it'),
  })
  .describe('A Secret by reference, never what is in it');

const route53 = z
  .strictObject({
    region: word.describe('Region of AWS'),
    hostedZoneID: word.optional().describe('Only this hosted zone'),
    role: word.optional().describe('Role to assume, its ARN'),
    accessKeyIDSecretRef: secretKey.optional(),
    secretAccessKeySecretRef: secretKey.optional(),
  })
  .refine(
    one => !one.accessKeyIDSecretRef === !one.secretAccessKeySecretRef,
    'has half of an access key, give accessKeyIDSecretRef and secretAccessKeySecretRef, or neither',
  )
  .describe(
    'DNS01 in Route 53, with an access key or the identity of cert-manager',
  );

const azureDNS = z
  .strictObject({
    subscriptionID: word.describe('Subscription'),
    resourceGroupName: word.describe('Resource group of the zone'),
    hostedZoneName: word.optional().describe('Name of the zone'),
    managedIdentity: z
      .strictObject({ clientID: word.describe('Its client id') })
      .optional()
      .describe('Managed identity'),
    clientID: word.optional().describe('Client id of a service principal'),
    tenantID: word.optional().describe('Its tenant'),
    clientSecretSecretRef: secretKey.optional(),
  })
  .check(ctx => {
    const { clientID, tenantID, clientSecretSecretRef } = ctx.value;
    const parts = [clientID, tenantID, clientSecretSecretRef];
    const given = parts.filter(part => part !== undefined).length;
    const refuse = (message: string) =>
      ctx.issues.push({
        code: 'custom',
        path: [],
        message,
        input: ctx.value,
      });
    if (given > 0 && given < parts.length) {
      refuse(
        'has part of a service principal, give clientID, tenantID and clientSecretSecretRef, or none',
      );
    }
    if (given > 0 && ctx.value.managedIdentity) {
      refuse(
        'has a service principal and managedIdentity, give one of the two',
      );
    }
  })
  .describe('DNS01 in Azure DNS');

const rfc2136 = z
  .strictObject({
    nameserver: z
      .string()
      .regex(
        /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/,
        'is not a name server, write it as ns.example.com:53 or [2001:db8::1]:53',
      )
      .describe('Authoritative server that takes updates, host:port'),
    tsigKeyName: word.describe('Name of the TSIG key'),
    tsigSecretSecretRef: secretKey,
    tsigAlgorithm: z
      .enum(['HMACSHA256', 'HMACSHA512'], {
        error: 'is not known or too weak, use HMACSHA256 or HMACSHA512',
      })
      .default('HMACSHA256')
      .describe(
        'HMACSHA256 or HMACSHA512; cert-manager takes MD5 when it is left out',
      ),
    protocol: z
      .enum(['TCP', 'UDP'], { error: 'is not known, use TCP or UDP' })
      .default('UDP')
      .describe('TCP or UDP'),
  })
  .describe('DNS01 by dynamic updates (RFC 2136), signed by a TSIG key');

/**
 * The providers of DNS01 that cert-manager has itself, but for Akamai, and its
 * webhook for others. Credentials are named, never carried.
 * Source: cert-manager 1.21, pkg/apis/acme/v1/types_issuer.go and
 * internal/apis/certmanager/validation/issuer.go.
 *
 * @internal
 */
export const dnsProviderFields = {
  route53: route53.optional(),
  cloudDNS: z
    .strictObject({
      project: word.describe('Project of Google Cloud'),
      hostedZoneName: word.optional().describe('Only this managed zone'),
      serviceAccountSecretRef: secretKey.optional(),
    })
    .optional()
    .describe(
      'DNS01 in Google Cloud DNS, with a key or the identity of cert-manager',
    ),
  azureDNS: azureDNS.optional(),
  cloudflare: z
    .strictObject({ apiTokenSecretRef: secretKey })
    .optional()
    .describe('DNS01 at Cloudflare'),
  digitalocean: z
    .strictObject({ tokenSecretRef: secretKey })
    .optional()
    .describe('DNS01 at DigitalOcean'),
  acmeDNS: z
    .strictObject({
      host: z
        .string()
        .regex(
          /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/,
          'is not an https address, write it as https://acme-dns.example.com',
        )
        .describe('Address of the server'),
      accountSecretRef: secretKey,
    })
    .optional()
    .describe('DNS01 through a server of acme-dns'),
  rfc2136: rfc2136.optional(),
  webhook: dnsWebhookField.optional(),
};
