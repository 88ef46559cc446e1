/** The dashboards of Istio that are linked to. @public */
export const GRAFANA_DASHBOARDS = [
  'mesh',
  'service',
  'workload',
  'control-plane',
] as const;

/** One of {@link GRAFANA_DASHBOARDS}. @public */
export type GrafanaDashboard = (typeof GRAFANA_DASHBOARDS)[number];

/** The Grafana that shows a cluster. @public */
export interface GrafanaTarget {
  /** Address, http or https, with its path prefix if it has one. */
  url: string;
  /** Name or uid of the cluster's data source; absent for what the dashboard begins with. */
  datasource?: string;
  /** uid of each dashboard; one that is absent is not linked to. */
  dashboards: Partial<Record<GrafanaDashboard, string>>;
}
