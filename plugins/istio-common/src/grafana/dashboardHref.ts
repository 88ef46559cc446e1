import { serviceHost } from '../assess/hosts';
import type { GrafanaTarget } from './GrafanaTarget';

/** What a dashboard is to show. @public */
export type DashboardSubject =
  | { dashboard: 'mesh' | 'control-plane' }
  /** `name` as metrics call a workload: its Deployment, StatefulSet … */
  | { dashboard: 'workload'; namespace: string; name: string }
  | { dashboard: 'service'; namespace: string; name: string };

const ADDRESS = /^https?:\/\/[^\s?#]+$/i;
// As Grafana allows them.
const UID = /^[A-Za-z0-9_-]{1,40}$/;

/** Variables by the names that the dashboards give them. */
function variablesOf(subject: DashboardSubject): Array<[string, string]> {
  switch (subject.dashboard) {
    case 'workload':
      return [
        ['var-namespace', subject.namespace],
        ['var-workload', subject.name],
      ];
    case 'service':
      // The label destination_service holds the full name.
      return [['var-service', serviceHost(subject)]];
    default:
      return [];
  }
}

/**
 * The address of a dashboard with its variables filled in, or nothing where it
 * is not known: without a uid, or with an address that is not http or https.
 * Source: istio/istio manifests/addons/dashboards, `templating.list` of
 * istio-workload-dashboard.json and istio-service-dashboard.json; Grafana,
 * "Dashboard URL variables".
 *
 * @public
 */
export function dashboardHref(
  { url, datasource, dashboards }: GrafanaTarget,
  subject: DashboardSubject,
): string | undefined {
  const uid = dashboards[subject.dashboard];
  if (uid === undefined || !UID.test(uid) || !ADDRESS.test(url)) {
    return undefined;
  }
  const query = new URLSearchParams([
    ...(datasource === undefined ? [] : [['var-datasource', datasource]]),
    ...variablesOf(subject),
  ]).toString();
  return `${url.replace(/\/+$/, '')}/d/${uid}${query && `?${query}`}`;
}
