import { join } from 'node:path';
import { binary, share } from './binaries.mjs';
import { freePorts } from './freePorts.mjs';

const NODES = ['node-a', 'node-b'];

/**
 * Starts what makes Deployments into running pods: the controllers, the
 * scheduler, and KWOK, which plays the kubelets of nodes that exist only in the
 * API server.
 */
export async function startNodes(
  { supervisor, runFolder, kubeconfigPath, api },
  apiServer,
) {
  const [controllers, scheduler, kwok] = await freePorts(3);
  const common = port => [
    `--kubeconfig=${kubeconfigPath}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(runFolder, `certs-${port}`)}`,
  ];
  supervisor.start(
    'kube-controller-manager',
    binary('kube-controller-manager'),
    [
      ...common(controllers),
      `--service-account-private-key-file=${apiServer.serviceAccountKey}`,
      `--root-ca-file=${apiServer.certFile}`,
      // On a busy machine heartbeats are late, and no node here ever fails.
      '--node-monitor-grace-period=10m',
      // The default of 20 a second makes a lab that starts everything at once slow.
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ],
  );
  supervisor.start(
    'kube-scheduler',
    binary('kube-scheduler'),
    common(scheduler),
  );
  supervisor.start('kwok', binary('kwok'), [
    `--kubeconfig=${kubeconfigPath}`,
    '--manage-all-nodes=true',
    // Without leases the nodes fall silent, and their pods lose readiness.
    '--node-lease-duration-seconds=40',
    `--server-address=127.0.0.1:${kwok}`,
    ...['node-initialize', 'pod-ready', 'pod-delete'].map(
      stage => `--config=${share('kwok', `stages/${stage}.yaml`)}`,
    ),
  ]);
  await Promise.all(NODES.map(name => api.create('/api/v1/nodes', node(name))));
}

function node(name) {
  const room = { cpu: '256', memory: '1Ti', pods: '4000' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
      },
    },
    status: {
      allocatable: room,
      capacity: room,
      // Istio chooses native sidecars only where every kubelet can run them.
      nodeInfo: { kubeletVersion: 'v1.37.2' },
    },
  };
}
