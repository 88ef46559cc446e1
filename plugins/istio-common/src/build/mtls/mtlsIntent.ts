import { z } from 'zod';
import {
  clusterField,
  dnsLabel,
  podLabels,
  portField,
  workloadPolicyName,
} from '../intentFields';

const mode = z.enum(['STRICT', 'PERMISSIVE', 'DISABLE'], {
  error: 'is not known, use STRICT, PERMISSIVE or DISABLE',
});

const ports = z
  .array(
    z.strictObject({
      port: portField('the container').describe(
        'Container port, not that of the Service',
      ),
      mode: mode.describe('Mode of this port'),
    }),
  )
  .max(50, 'has too many entries, at most 50')
  .check(ctx => {
    const seen = new Set<number>();
    ctx.value.forEach(({ port }, index) => {
      if (seen.has(port)) {
        ctx.issues.push({
          code: 'custom',
          path: [index, 'port'],
          message: 'is named twice, remove one',
          input: port,
        });
      }
      seen.add(port);
    });
  })
  .default([])
  .describe('Ports that differ from `mode`; needs a workload');

/**
 * The intent "workloads here speak mTLS": for the mesh, a namespace, a
 * workload, or ports of one.
 *
 * @public
 */
export const mtlsIntentSchema = z
  .strictObject({
    cluster: clusterField,
    scope: z
      .enum(['mesh', 'namespace', 'workload'], {
        error: 'is not known, use mesh, namespace or workload',
      })
      .describe('How far it reaches'),
    namespace: dnsLabel('the namespace').describe(
      'The namespace; for the mesh its root namespace, mostly istio-system',
    ),
    workload: z
      .strictObject({
        name: workloadPolicyName.describe(
          'Name of the policy, that of the workload',
        ),
        labels: podLabels.describe('Labels of its pods'),
      })
      .optional()
      .describe('The workload, when scope is workload'),
    mode: mode
      .default('STRICT')
      .describe(
        'STRICT refuses plain text, PERMISSIVE takes both while clients move, DISABLE takes plain text only',
      ),
    ports,
    breaks: z
      .enum(['stop', 'accept'], { error: 'is not known, use stop or accept' })
      .optional()
      .describe(
        'What happens to a change to STRICT while something is known to send plain text there: stop (default) names it and refuses, accept goes on',
      ),
  })
  .check(ctx => {
    const { scope, workload, ports: exceptions } = ctx.value;
    const refuse = (field: string, message: string) =>
      ctx.issues.push({
        code: 'custom',
        path: [field],
        message,
        input: ctx.value,
      });
    if (scope === 'workload' && !workload)
      refuse('workload', 'is missing, give it');
    if (scope !== 'workload' && workload) {
      refuse('workload', `has no place in scope ${scope}, remove it`);
    }
    if (scope !== 'workload' && exceptions.length > 0) {
      refuse(
        'ports',
        'needs a workload: Istio takes ports only from a policy that selects one',
      );
    }
  })
  .describe('Enforce mTLS');

/** An mTLS intent with its defaults filled in. @public */
export type MtlsIntent = z.output<typeof mtlsIntentSchema>;
