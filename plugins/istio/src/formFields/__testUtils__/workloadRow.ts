import type {
  DataPlaneMode,
  FleetRow,
} from '@meshwright/backstage-plugin-istio-common';

const why = { summary: '', considered: [] };

/** A workload of the fleet whose pods have proxies of one revision. */
export function workloadRow(
  namespace: string,
  kind: string,
  name: string,
  revision: string,
  pods: number,
  owners: string[] = [],
  mode: DataPlaneMode = 'sidecar',
): FleetRow<'workloads'> {
  return {
    fact: {
      cluster: 'eu-1',
      ref: { group: 'apps', kind, namespace, name },
      labels: { app: name },
      pods: { total: pods, ready: pods, current: pods },
      dataPlane: { mode, nativeSidecar: true, tone: 'ok', why },
      proxyVersions: [],
      revision: {
        actual: [{ revision, pods }],
        verdict: 'current',
        tone: 'ok',
        why,
      },
      mtls: [],
      services: [],
      podList: [],
    },
    entities: owners.map(owner => ({
      entityRef: `component:default/${name}`,
      owner,
    })),
  };
}
