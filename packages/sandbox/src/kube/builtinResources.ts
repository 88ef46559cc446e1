import type { ResourceType } from './ResourceType';

type Row = [
  plural: string,
  kind: string,
  options?: {
    cluster?: boolean;
    noStatus?: boolean;
    shortNames?: string[];
    singular?: string;
  },
];

function group(name: string, version: string, rows: Row[]): ResourceType[] {
  return rows.map(([plural, kind, options = {}]) => ({
    group: name,
    versions: [version],
    plural,
    singular: options.singular ?? kind.toLowerCase(),
    kind,
    shortNames: options.shortNames,
    namespaced: !options.cluster,
    status: !options.noStatus,
    custom: false,
  }));
}

const plain = { noStatus: true };
const clusterPlain = { cluster: true, noStatus: true };

/** What every cluster serves, whatever is installed in it. @internal */
export const BUILTIN_RESOURCES: readonly ResourceType[] = [
  ...group('', 'v1', [
    ['namespaces', 'Namespace', { cluster: true, shortNames: ['ns'] }],
    ['nodes', 'Node', { cluster: true, shortNames: ['no'] }],
    ['pods', 'Pod', { shortNames: ['po'] }],
    ['services', 'Service', { shortNames: ['svc'] }],
    ['configmaps', 'ConfigMap', { ...plain, shortNames: ['cm'] }],
    ['secrets', 'Secret', plain],
    ['serviceaccounts', 'ServiceAccount', { ...plain, shortNames: ['sa'] }],
    [
      'endpoints',
      'Endpoints',
      { ...plain, shortNames: ['ep'], singular: 'endpoints' },
    ],
    ['events', 'Event', { ...plain, shortNames: ['ev'] }],
  ]),
  ...group('apps', 'v1', [
    ['deployments', 'Deployment', { shortNames: ['deploy'] }],
    ['replicasets', 'ReplicaSet', { shortNames: ['rs'] }],
    ['statefulsets', 'StatefulSet', { shortNames: ['sts'] }],
    ['daemonsets', 'DaemonSet', { shortNames: ['ds'] }],
  ]),
  ...group('batch', 'v1', [
    ['jobs', 'Job'],
    ['cronjobs', 'CronJob', { shortNames: ['cj'] }],
  ]),
  ...group('autoscaling', 'v2', [
    [
      'horizontalpodautoscalers',
      'HorizontalPodAutoscaler',
      { shortNames: ['hpa'] },
    ],
  ]),
  ...group('policy', 'v1', [
    ['poddisruptionbudgets', 'PodDisruptionBudget', { shortNames: ['pdb'] }],
  ]),
  ...group('networking.k8s.io', 'v1', [
    ['ingresses', 'Ingress', { shortNames: ['ing'] }],
    ['networkpolicies', 'NetworkPolicy', { ...plain, shortNames: ['netpol'] }],
  ]),
  ...group('rbac.authorization.k8s.io', 'v1', [
    ['clusterroles', 'ClusterRole', clusterPlain],
    ['clusterrolebindings', 'ClusterRoleBinding', clusterPlain],
    ['roles', 'Role', plain],
    ['rolebindings', 'RoleBinding', plain],
  ]),
  ...group('admissionregistration.k8s.io', 'v1', [
    [
      'mutatingwebhookconfigurations',
      'MutatingWebhookConfiguration',
      clusterPlain,
    ],
    [
      'validatingwebhookconfigurations',
      'ValidatingWebhookConfiguration',
      clusterPlain,
    ],
  ]),
  ...group('apiextensions.k8s.io', 'v1', [
    [
      'customresourcedefinitions',
      'CustomResourceDefinition',
      { cluster: true, shortNames: ['crd', 'crds'] },
    ],
  ]),
];
