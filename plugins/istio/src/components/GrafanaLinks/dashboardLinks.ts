import {
  dashboardHref,
  type ClusterFreshness,
  type ControlPlaneStatus,
  type DashboardSubject,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';

/** A dashboard that can be opened. */
export interface DashboardLink {
  dashboard: DashboardSubject['dashboard'];
  /** The workload or Service that it shows; absent for the whole cluster. */
  name?: string;
  href: string;
}

function linksTo(
  subjects: readonly DashboardSubject[],
  cluster: string,
  clusters: readonly ClusterFreshness[],
): DashboardLink[] {
  const target = clusters.find(one => one.cluster === cluster)?.grafana;
  if (!target) return [];
  return subjects.flatMap(subject => {
    const href = dashboardHref(target, subject);
    const name = 'name' in subject ? subject.name : undefined;
    return href ? [{ dashboard: subject.dashboard, name, href }] : [];
  });
}

/** Dashboards of a workload and its Services; none without a proxy, for there are no metrics. */
export function workloadDashboards(
  { cluster, ref, services, dataPlane }: WorkloadStatus,
  clusters: readonly ClusterFreshness[],
): DashboardLink[] {
  const { namespace } = ref;
  if (dataPlane.mode === 'none' || namespace === undefined) return [];
  const subjects: DashboardSubject[] = [
    { dashboard: 'workload', namespace, name: ref.name },
    ...services.map(({ name }) => ({
      dashboard: 'service' as const,
      namespace,
      name,
    })),
  ];
  return linksTo(subjects, cluster, clusters);
}

/** Dashboards of the cluster that an istiod serves. */
export function controlPlaneDashboards(
  { cluster }: ControlPlaneStatus,
  clusters: readonly ClusterFreshness[],
): DashboardLink[] {
  return linksTo(
    [{ dashboard: 'control-plane' }, { dashboard: 'mesh' }],
    cluster,
    clusters,
  );
}
