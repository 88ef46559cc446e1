import { z } from 'zod';
import { hostProblem } from './hostName';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const LABEL_KEY =
  /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/;

// Every message reads on after the name of its field: what is wrong, then what
// to do.

/** A DNS label; `what` ends the sentence that refuses another. @internal */
export function dnsLabel(what: string) {
  return z
    .string()
    .regex(
      LABEL,
      `is not a DNS label, use at most 63 lower-case letters, digits and inner "-" for ${what}`,
    );
}

/** The name of most Kubernetes objects. @internal */
export const objectName = z
  .string()
  .regex(
    SUBDOMAIN,
    'is not an object name, use lower-case letters, digits, "-" and "."',
  );

/**
 * The name of a policy that selects a workload. The names of those without a
 * selector are taken: such a policy would stand in place of that of the whole
 * namespace, or of the mesh.
 *
 * @internal
 */
export const workloadPolicyName = objectName.refine(
  name => name !== 'default' && name !== 'mesh-default',
  {
    message:
      'is the name of the policy of the whole namespace or mesh, give this one another',
  },
);

/** A host, also one with a wildcard as its first label. @internal */
export const hostField = z.string().check(ctx => {
  const problem = hostProblem(ctx.value);
  if (problem) {
    ctx.issues.push({ code: 'custom', message: problem, input: ctx.value });
  }
});

/** A host without a wildcard; `why` ends the sentence that refuses one. @internal */
export function concreteHost(why: string) {
  return hostField.refine(host => !host.startsWith('*'), {
    message: `has a wildcard, name one host: ${why}`,
  });
}

/** A port number; `whose` ends the sentence that refuses another. @internal */
export function portField(whose: string) {
  const message = `must be between 1 and 65535, give the port of ${whose}`;
  return z.int().min(1, message).max(65535, message);
}

/** Labels that select pods: at least one. @internal */
export const podLabels = z
  .record(
    z.string().regex(LABEL_KEY, 'is not a label key, correct it'),
    z.string().regex(LABEL_VALUE, 'is not a label value, correct it'),
  )
  .refine(labels => Object.keys(labels).length > 0, {
    message:
      'is empty and would select every proxy of the mesh, name the labels of the pods',
  });

/** The cluster of an intent. @internal */
export const clusterField = dnsLabel('the cluster').describe(
  'Cluster, as Meshwright names it',
);

/** DNS domain of the cluster. @internal */
export const clusterDomainField = z
  .string()
  .regex(SUBDOMAIN, 'is not a domain, use cluster.local or your own')
  .default('cluster.local')
  .describe('DNS domain of the cluster');

/** The issuer of a certificate. @internal */
export const issuerField = z
  .strictObject({
    group: objectName
      .default('cert-manager.io')
      .describe('API group of the issuer'),
    kind: z
      .string()
      .regex(
        /^[A-Z][A-Za-z0-9]{0,62}$/,
        'is not a kind, use ClusterIssuer or Issuer',
      )
      .default('ClusterIssuer')
      .describe('ClusterIssuer, or Issuer in the namespace of the certificate'),
    name: objectName.describe('Name of the issuer'),
  })
  .describe('Who signs the certificate');

/** Subject alternative names that a peer must have. @internal */
export const subjectAltNamesField = z
  .array(
    z
      .string()
      .min(1, 'is empty, name a subject or remove it')
      .max(2048, 'is too long, at most 2048 characters')
      .regex(/^\S+$/, 'has white space in it, remove it'),
  )
  .max(100, 'has too many entries, at most 100');
