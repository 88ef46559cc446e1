import type { ScenarioCluster } from './ScenarioCluster';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const READ = ['get', 'list', 'watch'];

/** What the backend plugin reads, and no Secrets. */
const READER_RULES: Rule[] = [
  {
    apiGroups: [''],
    resources: ['namespaces', 'pods', 'services', 'configmaps'],
    verbs: READ,
  },
  {
    apiGroups: ['apps'],
    resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'],
    verbs: READ,
  },
  {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: [
      'mutatingwebhookconfigurations',
      'validatingwebhookconfigurations',
    ],
    verbs: READ,
  },
  {
    apiGroups: ['apiextensions.k8s.io'],
    resources: ['customresourcedefinitions'],
    verbs: READ,
  },
  {
    apiGroups: ['networking.k8s.io'],
    resources: ['ingresses', 'networkpolicies'],
    verbs: READ,
  },
  {
    apiGroups: [
      'networking.istio.io',
      'security.istio.io',
      'telemetry.istio.io',
      'extensions.istio.io',
      'gateway.networking.k8s.io',
      'cert-manager.io',
      'acme.cert-manager.io',
      'trust.cert-manager.io',
    ],
    resources: ['*'],
    verbs: READ,
  },
];

const ALL = ['*'];

function grant(
  cluster: ScenarioCluster,
  name: string,
  group: string,
  rules: Rule[],
): void {
  cluster.add({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  });
  cluster.add({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    },
    subjects: [
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group },
    ],
  });
}

/** The rights behind the tokens `sandbox-reader` and `sandbox-sync`. @internal */
export function addAccess(cluster: ScenarioCluster): void {
  grant(cluster, 'meshwright-reader', 'meshwright:readers', READER_RULES);
  grant(cluster, 'meshwright-sync', 'meshwright:sync', [
    { apiGroups: ALL, resources: ALL, verbs: ALL },
  ]);
}
