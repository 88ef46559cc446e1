import type { ManifestObject } from '../manifest';
import type { AccessLogs } from './accessLogsField';

/**
 * The Telemetry of an intent. Of several without a selector in a namespace
 * Istio takes the oldest, so there is one name for it.
 * Source: pilot/pkg/model/telemetry.go.
 *
 * @internal
 */
export function telemetry(logs: AccessLogs | undefined): ManifestObject[] {
  if (!logs) return [];
  const { scope, namespace, workload, provider, mode, filter, disabled } = logs;
  return [
    {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: {
        name: workload?.name ?? (scope === 'mesh' ? 'mesh-default' : 'default'),
        namespace,
      },
      spec: {
        ...(workload && { selector: { matchLabels: { ...workload.labels } } }),
        accessLogging: [
          {
            match: { mode },
            providers: [{ name: provider }],
            ...(disabled && { disabled }),
            ...(filter && { filter: { expression: filter } }),
          },
        ],
      },
    },
  ];
}
