import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { eventually } from './eventually';
import { apply, kube } from './labKube';

const MANIFEST = join(
  __dirname,
  '../../plugins/istio-backend/manifests/reader.yaml',
);
const RBAC = '/apis/rbac.authorization.k8s.io/v1';

const FOLDERS: Readonly<Record<string, string>> = {
  Namespace: '/api/v1/namespaces',
  ServiceAccount: '/api/v1/namespaces/meshwright/serviceaccounts',
  Secret: '/api/v1/namespaces/meshwright/secrets',
  ClusterRole: `${RBAC}/clusterroles`,
  ClusterRoleBinding: `${RBAC}/clusterrolebindings`,
};

/**
 * Does what people who install the backend do: applies the manifest that it
 * ships and takes the token of the ServiceAccount. The roles are renamed,
 * because the lab has some of that name for its own reader.
 */
export async function shippedReaderToken(): Promise<string> {
  const text = readFileSync(MANIFEST, 'utf8').replace(
    /(kind: ClusterRole(?:Binding)?\n(?:metadata:\n)? +name: )meshwright-reader/g,
    '$1meshwright-reader-as-shipped',
  );
  for (const document of parseAllDocuments(text)) {
    const object = document.toJS();
    await apply(`${FOLDERS[object.kind]}/${object.metadata.name}`, object);
  }
  return eventually(async () => {
    const secret = await kube('GET', `${FOLDERS.Secret}/meshwright-reader`);
    // A Secret of Kubernetes has its values in base64.
    const { token } = (secret as unknown as { data?: { token?: string } })
      .data ?? { token: undefined };
    if (!token) throw new Error('the ServiceAccount has no token yet');
    return Buffer.from(token, 'base64').toString('utf8');
  });
}
