import { z } from 'zod';
import { dnsLabel, podLabels, workloadPolicyName } from '../intentFields';

/** Access logs by the Telemetry API. @internal */
export const accessLogsField = z
  .strictObject({
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
          'Name of the Telemetry, that of the workload',
        ),
        labels: podLabels.describe('Labels of its pods'),
      })
      .optional()
      .describe('The workload, when scope is workload'),
    provider: dnsLabel('the provider')
      .default('envoy')
      .describe(
        'Provider of meshConfig; envoy writes to the standard output of the proxy',
      ),
    mode: z
      .enum(['CLIENT_AND_SERVER', 'CLIENT', 'SERVER'], {
        error: 'is not known, use CLIENT_AND_SERVER, CLIENT or SERVER',
      })
      .default('CLIENT_AND_SERVER')
      .describe('Whose side writes: SERVER writes a request once'),
    filter: z
      .string()
      .min(1, 'is empty, remove it')
      .max(1024, 'is too long, at most 1024 characters')
      .regex(
        /^[^\p{Cc}]+$/u,
        'has a control character or a line break, remove it',
      )
      .optional()
      .describe(
        'CEL expression, response.code >= 400; everything when left out',
      ),
    disabled: z
      .boolean()
      .default(false)
      .describe('Turns off what a wider scope turned on'),
  })
  .check(ctx => {
    const { scope, workload, disabled, filter } = ctx.value;
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
    if (disabled && filter)
      refuse('filter', 'has no meaning when disabled, remove it');
  })
  .describe('Access logs of proxies');

/** Access logs with their defaults filled in. @internal */
export type AccessLogs = z.output<typeof accessLogsField>;
