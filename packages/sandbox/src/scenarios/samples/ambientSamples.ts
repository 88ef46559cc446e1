import { addDaemonSet } from '../daemonSets';
import type { ScenarioCluster } from '../ScenarioCluster';

const AGE = { days: 110 };
const HUB = 'docker.io/istio';

/** What ambient mode stands on: a ztunnel and a CNI agent on every node. @internal */
export function addAmbient(cluster: ScenarioCluster): void {
  addDaemonSet(cluster, {
    namespace: 'istio-system',
    name: 'ztunnel',
    labels: {
      'istio.io/dataplane-mode': 'none',
      'sidecar.istio.io/inject': 'false',
    },
    annotations: { 'sidecar.istio.io/inject': 'false' },
    containerName: 'istio-proxy',
    image: `${HUB}/ztunnel:1.30.3`,
    args: ['proxy', 'ztunnel'],
    age: AGE,
  });
  addDaemonSet(cluster, {
    namespace: 'kube-system',
    name: 'istio-cni-node',
    labels: {
      'k8s-app': 'istio-cni-node',
      'istio.io/dataplane-mode': 'none',
      'sidecar.istio.io/inject': 'false',
    },
    containerName: 'install-cni',
    image: `${HUB}/install-cni:1.30.3`,
    hostNetwork: true,
    age: AGE,
  });
}
