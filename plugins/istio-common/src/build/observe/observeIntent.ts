import { z } from 'zod';
import { clusterField, dnsLabel } from '../intentFields';
import { accessLogsField } from './accessLogsField';
import { dashboardsField } from './dashboardsField';
import { logShippingField } from './logShippingField';
import { metricsField } from './metricsField';

/**
 * The intent "the mesh can be watched": logs, metrics, dashboards, each of
 * them on its own or together.
 *
 * @public
 */
export const observeIntentSchema = z
  .strictObject({
    cluster: clusterField,
    name: dnsLabel('the name')
      .max(40, 'is too long, at most 40 characters')
      .default('mesh')
      .describe('Names the file, and what has no name of its own'),
    istioNamespace: dnsLabel('the namespace')
      .default('istio-system')
      .describe('Namespace of istiod'),
    accessLogs: accessLogsField.optional(),
    metrics: metricsField.optional(),
    dashboards: dashboardsField.optional(),
    splunk: logShippingField.optional(),
  })
  .refine(
    ({ accessLogs, metrics, dashboards, splunk }) =>
      accessLogs || metrics || dashboards || splunk,
    {
      message:
        'asks for nothing, give at least one of accessLogs, metrics, dashboards, splunk',
    },
  )
  .describe('Observe a mesh');

/** An observation with its defaults filled in. @public */
export type ObserveIntent = z.output<typeof observeIntentSchema>;
