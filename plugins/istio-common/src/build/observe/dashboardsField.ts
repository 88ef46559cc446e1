import { z } from 'zod';
import { dnsLabel, podLabels } from '../intentFields';

/**
 * Istio's dashboards at grafana.com.
 * Source: prow/release-commit.sh of Istio, which publishes them.
 *
 * @internal
 */
export const DASHBOARDS = {
  mesh: 7639,
  service: 7636,
  workload: 7630,
  'control-plane': 7645,
} as const;

const revision = z
  .int()
  .min(1, 'is below 1, give a revision that grafana.com lists')
  .max(100000, 'is too large, give a revision that grafana.com lists')
  .optional();

/** Dashboards by their ids. @internal */
export const dashboardsField = z
  .strictObject({
    by: z
      .enum(['operator', 'helm'], {
        error: 'is not known, use operator or helm',
      })
      .describe(
        'operator: GrafanaDashboard objects. helm: values of the chart grafana',
      ),
    namespace: dnsLabel('the namespace')
      .default('monitoring')
      .describe('Namespace of the dashboards (operator)'),
    instanceLabels: podLabels
      .default({ dashboards: 'grafana' })
      .describe('Labels of the Grafana object that gets them (operator)'),
    datasource: z
      .string()
      .regex(
        /^[\w][\w .-]{0,99}$/,
        'is not the name of a data source, correct it',
      )
      .default('Prometheus')
      .describe('Data source that they read'),
    revisions: z
      .strictObject({
        mesh: revision,
        service: revision,
        workload: revision,
        'control-plane': revision,
      })
      .default({})
      .describe(
        'Revisions at grafana.com, one a release of Istio; the newest when left out (operator only)',
      ),
  })
  .check(ctx => {
    const { by, revisions } = ctx.value;
    if (by !== 'helm') return;
    // Without one the chart takes revision 1, of Istio 1.0.
    for (const name of Object.keys(DASHBOARDS) as Array<
      keyof typeof DASHBOARDS
    >) {
      if (revisions[name] !== undefined) continue;
      ctx.issues.push({
        code: 'custom',
        path: ['revisions', name],
        message:
          'is missing: the chart would take the first one ever published, give that of your release',
        input: ctx.value,
      });
    }
  })
  .describe('Dashboards in Grafana');

/** Dashboards with their defaults filled in. @internal */
export type Dashboards = z.output<typeof dashboardsField>;
