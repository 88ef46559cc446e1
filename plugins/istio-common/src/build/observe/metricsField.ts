import { z } from 'zod';
import { concreteHost, dnsLabel, objectName, podLabels } from '../intentFields';

const federation = z
  .strictObject({
    host: concreteHost('one Prometheus is read').describe(
      'Host at which the central Prometheus reaches that of this cluster, by HTTPS',
    ),
    port: z
      .int()
      .min(1, 'must be between 1 and 65535')
      .max(65535, 'must be between 1 and 65535')
      .default(443)
      .describe('Its port'),
  })
  .describe('A central Prometheus reads what this one recorded');

const mergedWorkload = z.strictObject({
  kind: z
    .enum(['Deployment', 'StatefulSet', 'DaemonSet'], {
      error: 'is not known, use Deployment, StatefulSet or DaemonSet',
    })
    .describe('Kind of the workload'),
  namespace: dnsLabel('the namespace').describe('Its namespace'),
  name: objectName.describe('Its name'),
  port: z
    .int()
    .min(1, 'must be between 1 and 65535')
    .max(65535, 'must be between 1 and 65535')
    .describe('Port of its own metrics'),
  path: z
    .string()
    .regex(/^\/[\w./-]{0,200}$/, 'is not a path, start it with "/"')
    .default('/metrics')
    .describe('Path of its own metrics'),
});

/** Metrics by the Prometheus operator. @internal */
export const metricsField = z
  .strictObject({
    namespace: dnsLabel('the namespace of Prometheus')
      .default('monitoring')
      .describe('Namespace of the monitors'),
    labels: podLabels
      .default({ release: 'prometheus' })
      .describe('Labels by which your Prometheus picks monitors and rules'),
    interval: z
      .string()
      .regex(/^[1-9]\d{0,3}[sm]$/, 'is not an interval, write it as 15s')
      .default('15s')
      .describe('How often they are read'),
    dataPlane: z
      .enum(['merged', 'envoy', 'off'], {
        error: 'is not known, use merged, envoy or off',
      })
      .default('merged')
      .describe(
        'merged: port 15020, workload and proxy together. envoy: port 15090, the proxy alone',
      ),
    controlPlane: z.boolean().default(true).describe('istiod, port 15014'),
    ambient: z.boolean().default(false).describe('ztunnel too'),
    merge: z
      .array(mergedWorkload)
      .max(200, 'has too many entries, at most 200')
      .default([])
      .describe(
        'Workloads whose own metrics are merged: patches for their manifests',
      ),
    federation: federation.optional(),
  })
  .describe('Metrics, by the Prometheus operator');

/** Metrics with their defaults filled in. @internal */
export type Metrics = z.output<typeof metricsField>;
