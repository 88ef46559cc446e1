import { z } from 'zod';
import {
  clusterField,
  concreteHost,
  dnsLabel,
  objectName,
  podLabels,
  portField,
} from '../intentFields';

const url = z
  .string()
  .max(2048, 'is too long, at most 2048 characters')
  .regex(/^https:\/\/[^\s/?#]+[^\s?#]*$/, 'is not an https URL, correct it');

const issuer = z
  .strictObject({
    url: url.describe('The `iss` of accepted tokens, exactly as they have it'),
    jwksUri: url
      .optional()
      .describe(
        'Where the public keys are; found through the OpenID configuration of the issuer by default',
      ),
    audiences: z
      .array(z.string().min(1, 'is empty, remove it'))
      .max(50, 'has too many entries, at most 50')
      .default([])
      .describe('Accepted `aud`; every one when left out'),
  })
  .describe('Who signs the tokens');

const claim = z.strictObject({
  name: z
    .string()
    .regex(/^[\w.:/-]{1,128}$/, 'is not the name of a claim, correct it')
    .describe('Claim of the token, preferred_username or a path in it'),
  values: z
    .array(z.string().min(1, 'is empty, remove it'))
    .min(1, 'is empty, give at least one value')
    .max(100, 'has too many entries, at most 100')
    .describe('Values of which it must have one'),
});

const gateway = z
  .strictObject({
    namespace: dnsLabel('the namespace of the gateway pods').describe(
      'Namespace in which the gateway pods run',
    ),
    selector: podLabels
      .default({ istio: 'ingressgateway' })
      .describe('Labels of the gateway pods'),
    serviceAccount: objectName
      .default('istio-ingressgateway-service-account')
      .describe('spec.serviceAccountName of the gateway pods'),
    ports: z
      .array(portField('the gateway pods'))
      .max(20, 'has too many entries, at most 20')
      .default([])
      .describe(
        'Ports that need tokens; name them where the gateway also serves TCP, which would be turned away as a whole',
      ),
  })
  .describe('The gateway at which tokens are asked for');

const workload = z
  .strictObject({
    namespace: dnsLabel('the namespace').describe('Namespace of the workload'),
    name: objectName.describe('Begins the names of its policies'),
    labels: podLabels.describe('Labels of its pods'),
    claims: z
      .array(claim)
      .max(20, 'has too many entries, at most 20')
      .default([])
      .describe('Claims that a token must have, all of them'),
  })
  .describe('A workload that asks for the token again, with its claims');

/**
 * The intent "requests to these hosts need a token of that issuer".
 *
 * @public
 */
export const jwtIntentSchema = z
  .strictObject({
    cluster: clusterField,
    name: dnsLabel('the name of the rule')
      .max(40, 'is too long, at most 40 characters')
      .describe('Ends the names of the policies'),
    issuer,
    gateway,
    hosts: z
      .array(
        concreteHost(
          'a policy cannot match a wildcard at both ends, and clients may add the port',
        ),
      )
      .min(
        1,
        'is empty, name the hosts: without any, health checks and certificate challenges would need a token too',
      )
      .max(50, 'has too many entries, at most 50')
      .describe('Hosts whose requests need a token'),
    openPaths: z
      .array(
        z
          .string()
          .regex(
            /^\/[^\s?#*]*\*?$/,
            'is not a path, start it with "/" and end it with "*" for a prefix',
          ),
      )
      .max(50, 'has too many entries, at most 50')
      .default(['/.well-known/acme-challenge/*'])
      .describe('Paths that stay open, a trailing * for all below'),
    workload: workload.optional(),
    trustDomain: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'is not a trust domain')
      .default('cluster.local')
      .describe('Trust domain of the mesh'),
  })
  .describe('Require a token');

/** A token intent with its defaults filled in. @public */
export type JwtIntent = z.output<typeof jwtIntentSchema>;
