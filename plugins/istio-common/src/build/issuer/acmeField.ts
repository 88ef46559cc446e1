import { z } from 'zod';
import { dnsLabel, hostField, objectName } from '../intentFields';

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

const WAYS = [
  'ingressClassName',
  'gateway',
  'route53',
  'cloudDNS',
  'azureDNS',
  'cloudflare',
] as const;

const solver = z
  .strictObject({
    dnsZones: z
      .array(hostField)
      .max(50, 'has too many entries, at most 50')
      .default([])
      .describe('Zones that it is for; every one when left out'),
    ingressClassName: objectName
      .optional()
      .describe('HTTP01 through an Ingress of this class'),
    gateway: z
      .strictObject({
        name: objectName.describe('Name of the Gateway'),
        namespace: dnsLabel('the namespace of the Gateway').describe(
          'Its namespace',
        ),
      })
      .optional()
      .describe('HTTP01 through an HTTPRoute at a Gateway of the Gateway API'),
    route53: z
      .strictObject({
        region: word.describe('Region of AWS'),
        hostedZoneID: word.optional().describe('Only this hosted zone'),
        role: word.optional().describe('Role to assume, its ARN'),
      })
      .optional()
      .describe('DNS01 in Route 53, with the identity of cert-manager'),
    cloudDNS: z
      .strictObject({
        project: word.describe('Project of Google Cloud'),
        serviceAccountSecretRef: secretKey.optional(),
      })
      .optional()
      .describe('DNS01 in Google Cloud DNS'),
    azureDNS: z
      .strictObject({
        subscriptionID: word.describe('Subscription'),
        resourceGroupName: word.describe('Resource group of the zone'),
        hostedZoneName: word.optional().describe('Name of the zone'),
        managedIdentity: z
          .strictObject({ clientID: word.describe('Its client id') })
          .optional()
          .describe('Managed identity'),
      })
      .optional()
      .describe('DNS01 in Azure DNS'),
    cloudflare: z
      .strictObject({ apiTokenSecretRef: secretKey })
      .optional()
      .describe('DNS01 at Cloudflare'),
  })
  .check(ctx => {
    const given = WAYS.filter(way => ctx.value[way] !== undefined);
    if (given.length === 1) return;
    ctx.issues.push({
      code: 'custom',
      path: [],
      message: `has ${
        given.length ? given.join(' and ') : 'no way to prove a name'
      }, give one of ${WAYS.join(', ')}`,
      input: ctx.value,
    });
  });

/** An ACME server and how it is shown that a name is ours. @internal */
export const acmeField = z
  .strictObject({
    server: z
      .string()
      .max(2048, 'is too long, at most 2048 characters')
      .regex(
        /^https:\/\/[^\s/?#@]+[^\s?#]*$/,
        'is not an https URL, correct it',
      )
      .default('https://acme-v02.api.letsencrypt.org/directory')
      .describe('Directory of the ACME server'),
    email: z
      .string()
      .max(254, 'is too long, at most 254 characters')
      .regex(
        /^[^\s@<>,;"]+@[^\s@<>,;"]+$/,
        'is not an e-mail address, correct it',
      )
      .describe('Who is told when a certificate runs out'),
    privateKeySecret: objectName
      .optional()
      .describe(
        'Secret for the key of the account, which cert-manager makes; `name` and "-account-key" by default',
      ),
    solvers: z
      .array(solver)
      .min(1, 'is empty, say how names are proved')
      .max(20, 'has too many entries, at most 20')
      .describe('How names are proved; wildcards need one by DNS01'),
  })
  .describe('The ACME server, for type acme');

/** The ACME server of an issuer. @internal */
export type AcmeSettings = z.output<typeof acmeField>;
