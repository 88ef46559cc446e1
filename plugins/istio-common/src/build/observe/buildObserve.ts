import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { AccessLogs } from './accessLogsField';
import { dashboardFiles, dashboardObjects } from './dashboards';
import { fluentBitFiles } from './fluentBitValues';
import { metricsFiles } from './metricsFiles';
import { monitors } from './monitors';
import type { ObserveIntent } from './observeIntent';
import { telemetry } from './telemetry';

function placeOf({ scope, namespace, workload }: AccessLogs): string {
  if (scope === 'mesh') return 'every proxy of the mesh';
  return scope === 'namespace'
    ? `every proxy of ${namespace}`
    : `the proxies of ${namespace}/${workload?.name}`;
}

function logEffects({ accessLogs, splunk }: ObserveIntent): string[] {
  return [
    ...(accessLogs
      ? [
          accessLogs.disabled
            ? `Access logs of ${placeOf(
                accessLogs,
              )} stop within seconds, without a restart.`
            : `Access logs come from ${placeOf(
                accessLogs,
              )} within seconds, without a restart${
                accessLogs.filter ? `, where ${accessLogs.filter}` : ''
              }.`,
        ]
      : []),
    ...(splunk
      ? [
          ...(splunk.registry
            ? [
                `Before the chart is installed, observe/copy-images.sh copies Fluent Bit to ${splunk.registry.hub}.`,
              ]
            : []),
          `Fluent Bit in ${splunk.namespace} sends logs of proxies to ${splunk.host}:${splunk.port}, whose certificate and name it checks, when its chart is installed with observe/fluent-bit.values.yaml. It must be 3.1 or newer: an older one does not start with these values.`,
          `The token stays in Secret ${splunk.namespace}/${splunk.token.secret}, which must be there first.`,
        ]
      : []),
  ];
}

function metricsEffects({ metrics }: ObserveIntent): string[] {
  if (!metrics) return [];
  const { labels, namespace, merge, federation, dataPlane } = metrics;
  const picked = Object.entries(labels).map(
    ([key, value]) => `${key}=${value}`,
  );
  return [
    `Prometheus reads what it picks by ${picked.join(
      ', ',
    )} in ${namespace}; where it picks by other labels, nothing is read.`,
    ...(dataPlane === 'merged'
      ? [
          'Metrics of a workload that has a monitor of its own are read twice: remove that one.',
        ]
      : []),
    ...(merge.length > 0
      ? [
          `Pods of ${merge
            .map(one => `${one.namespace}/${one.name}`)
            .join(
              ', ',
            )} restart when their manifests take the patches observe/merge-*.patch.yaml.`,
        ]
      : []),
    ...(federation
      ? [
          'A central Prometheus reads the recorded sums when it has the job of observe/federation-*.scrape.yaml.',
        ]
      : []),
  ];
}

function dashboardEffects({ dashboards }: ObserveIntent): string[] {
  if (!dashboards) return [];
  return dashboards.by === 'operator'
    ? [
        'Grafana gets four dashboards from grafana.com in folder Istio; without access to it they stay empty.',
        'The uid of a GrafanaDashboard cannot be set later: delete one of the same name first if it was made without.',
      ]
    : [
        'Grafana gets four dashboards when its chart is installed with observe/grafana.values.yaml. A container of the image in downloadDashboardsImage loads them from grafana.com before Grafana starts: a cluster without access to both needs dashboards from elsewhere.',
        'Grafana makes up the uids of the dashboards of services and workloads: take them from their addresses into istio.grafana.dashboards of the app-config, or nothing links to them.',
      ];
}

function parts({ accessLogs, metrics, dashboards, splunk }: ObserveIntent) {
  return [
    ...(accessLogs ? [`access logs of ${placeOf(accessLogs)}`] : []),
    ...(metrics ? ['metrics'] : []),
    ...(dashboards ? ['dashboards'] : []),
    ...(splunk ? ['logs in Splunk'] : []),
  ];
}

/**
 * The definitions by which a mesh is watched.
 *
 * @public
 */
export function buildObserve(intent: ObserveIntent): BuiltDefinitions {
  const { cluster, accessLogs, metrics, dashboards, splunk } = intent;
  return {
    objects: [
      ...telemetry(accessLogs),
      ...monitors(metrics, intent.istioNamespace),
      ...dashboardObjects(dashboards),
    ],
    files: [
      ...metricsFiles(metrics, cluster),
      ...dashboardFiles(dashboards),
      ...fluentBitFiles(splunk),
    ],
    summary: `Observe ${cluster}: ${parts(intent).join(', ')}.`,
    effects: [
      ...logEffects(intent),
      ...metricsEffects(intent),
      ...dashboardEffects(intent),
    ],
    breaks: [
      `Nobody sees ${parts(intent).join(
        ', ',
      )} from then on; what was recorded stays.`,
    ],
    rollback:
      'Revert this pull request: logs and metrics end at the next sync, and nothing that was recorded is lost.',
  };
}
