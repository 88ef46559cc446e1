import type { GrafanaDashboard } from './GrafanaTarget';

/**
 * The uids under which the dashboards are provisioned here, and by which
 * Istio's own dashboards refer to one another: the MD5 of the file's name.
 * Mesh and control plane carry theirs; the files of service and workload have
 * none, so that Grafana makes one up where nobody says it.
 * Source: istio/istio manifests/addons/dashboards, README.md, *.libsonnet and
 * lib/istio-service.libsonnet, lib/istio-workload.libsonnet.
 *
 * @public
 */
export const GRAFANA_DASHBOARD_UIDS: Readonly<
  Record<GrafanaDashboard, string>
> = {
  mesh: '1a9a8ea49444aae205c7737573e894f9',
  service: '3ce50c812b834468cea4e52a35e02f35',
  workload: 'fe06a478395b51cc61c8d7d7e83e2f22',
  'control-plane': '1813f692a8e4ac77155348d4c7d2fba8',
};
