import {
  GRAFANA_DASHBOARD_UIDS,
  type ClusterFreshness,
  type DataState,
} from '@meshwright/backstage-plugin-istio-common';
import { secondsAgo } from '../moment';

/** The Grafana of Europe; no other region has one. */
function grafanaOf(name: string): Pick<ClusterFreshness, 'grafana'> {
  if (!name.startsWith('eu-')) return {};
  return {
    grafana: {
      url: 'https://grafana.example.com',
      datasource: `Prometheus ${name}`,
      dashboards: GRAFANA_DASHBOARD_UIDS,
    },
  };
}

/** A cluster that was confirmed a moment ago. */
export function cluster(
  name: string,
  change: Partial<ClusterFreshness> = {},
): ClusterFreshness {
  return {
    cluster: name,
    state: 'live',
    since: '2026-11-20T08:00:00Z',
    confirmedAt: secondsAgo(40),
    istio: 'installed',
    certManager: 'installed',
    ...grafanaOf(name),
    resources: [],
    ...change,
  };
}

/** The cluster that has not answered since 13:02. */
export function unreachableCluster(): ClusterFreshness {
  return cluster('ap-1', {
    state: 'unreachable',
    since: '2026-11-22T13:02:00Z',
    confirmedAt: '2026-11-22T13:02:00Z',
    message: 'TLS handshake timeout, api.ap-1.example.com:6443.',
    nextAttemptAt: '2026-11-22T15:40:50Z',
  });
}

/** A cluster with one resource type in another state than the rest. */
export function clusterWith(
  name: string,
  resource: string,
  state: DataState,
  message: string,
): ClusterFreshness {
  return cluster(name, {
    state,
    message,
    resources: [
      { resource, state, since: '2026-11-22T09:00:00Z', message },
      {
        resource: 'services',
        state: 'live',
        since: '2026-11-20T08:00:00Z',
        confirmedAt: secondsAgo(40),
      },
    ],
  });
}
