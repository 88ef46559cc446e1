import { z } from 'zod';
import {
  clusterField,
  concreteHost,
  dnsLabel,
  objectName,
  podLabels,
} from '../intentFields';
import { jwtGatewayField } from './jwtGatewayField';

const url = z
  .string()
  .max(2048, 'is too long, at most 2048 characters')
  .regex(/^https:\/\/[^\s/?#]+[^\s?#]*$/, 'is not an https URL, correct it');

/**
 * A policy compares an audience as it stands, and takes a star at an end for a
 * pattern. Source: pilot/pkg/security/authz/matcher/string.go.
 */
const audience = z
  .string()
  .min(1, 'is empty, remove it')
  .max(1024, 'is too long, at most 1024 characters')
  .regex(
    /^(?!\*)(?!.*\*$)[^\p{Cc}]+$/u,
    'begins or ends with "*", which a policy takes for any text, or has a control character: name the audience',
  );

const issuer = z
  .strictObject({
    url: url.describe('The `iss` of accepted tokens, exactly as they have it'),
    jwksUri: url
      .optional()
      .describe(
        'Where the public keys are; found through the OpenID configuration of the issuer by default',
      ),
    audiences: z
      .array(audience)
      .max(50, 'has too many entries, at most 50')
      .default([])
      .describe(
        'Accepted `aud`, exactly as tokens have it; without one a token that the issuer gave for any other application passes too',
      ),
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
    namespace: dnsLabel('the namespace')
      .optional()
      .describe(
        'Namespace that the rule is for: beside the gateway, where the policies of all namespaces are, it goes before the name',
      ),
    issuer,
    gateway: jwtGatewayField,
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
          )
          .refine(path => path !== '/*', {
            message:
              'opens every path, so that no request needs a token: name what is to stay open',
          }),
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
