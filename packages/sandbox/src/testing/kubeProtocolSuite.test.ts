import { KubeServer } from '../kube/KubeServer';
import { kubeProtocolSuite } from './kubeProtocolSuite';

const servers: KubeServer[] = [];

/** What lets the user `reader` read pods. */
const READER = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'protocol-reader' },
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'protocol-reader' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'protocol-reader',
    },
    subjects: [
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'reader' },
    ],
  },
];

kubeProtocolSuite('the embedded API server', async () => {
  const server = new KubeServer({ name: 'protocol' });
  servers.push(server);
  READER.forEach(object => server.put(object));
  return {
    url: await server.listen(),
    tokens: {
      admin: 'sandbox-admin',
      reader: 'sandbox-reader',
      nobody: 'sandbox-nobody',
    },
  };
});

afterAll(() => Promise.all(servers.map(server => server.close())));
