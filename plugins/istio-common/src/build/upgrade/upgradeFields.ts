import { z } from 'zod';
import { revisionField, versionField } from '../install/releaseFields';
import { dnsLabel, objectName } from '../intentFields';

/** A control plane by version and revision. @internal */
export const releaseField = z.strictObject({
  version: versionField.describe('Release of Istio, in full'),
  revision: revisionField
    .optional()
    .describe('Its revision; the version with "-" by default'),
});

const namespace = z.strictObject({
  name: dnsLabel('the namespace').describe('The namespace'),
  file: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,199}\.ya?ml$/,
      'is not the name of a YAML file, correct it',
    )
    .optional()
    .describe(
      'File with its Namespace manifest, in its folder; that of its onboarding by default',
    ),
});

/** The namespaces of a wave. @internal */
export const namespacesField = z
  .array(namespace)
  .max(500, 'has too many entries, at most 500')
  .check(ctx => {
    const seen = new Set<string>();
    ctx.value.forEach(({ name }, index) => {
      if (seen.has(name)) {
        ctx.issues.push({
          code: 'custom',
          path: [index, 'name'],
          message: 'is named twice, remove one',
          input: name,
        });
      }
      seen.add(name);
    });
  })
  .default([])
  .describe('Namespaces of this wave');

/** Workloads whose pods get the proxy of a revision only when they are made anew. @internal */
export const restartField = z
  .array(
    z.strictObject({
      kind: z
        .enum(['Deployment', 'StatefulSet', 'DaemonSet'], {
          error: 'is not known, use Deployment, StatefulSet or DaemonSet',
        })
        .describe('Kind of the workload'),
      namespace: dnsLabel('the namespace').describe('Its namespace'),
      name: objectName.describe('Its name'),
    }),
  )
  .max(2000, 'has too many entries, at most 2000')
  .default([])
  .describe('Workloads to restart, in order');

/** What still uses the revision that is to go, as the cluster shows it. @internal */
export const usageField = z
  .strictObject({
    proxies: z
      .int()
      .min(0, 'is below 0, correct it')
      .describe('Proxies that are connected to it or were injected by it'),
    namespaces: z
      .array(dnsLabel('the namespace'))
      .max(5000, 'has too many entries, at most 5000')
      .default([])
      .describe('Namespaces whose label names it'),
    tags: z
      .array(z.string().max(63, 'is too long, at most 63 characters'))
      .max(100, 'has too many entries, at most 100')
      .default([])
      .describe('Tags that point to it'),
  })
  .describe('What still uses the revision `from`, read from the cluster now');

/** What still uses a revision. @internal */
export type RevisionUsage = z.output<typeof usageField>;
