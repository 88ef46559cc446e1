import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary } from './binaries.mjs';
import { writeKubeconfig } from './kubeconfig.mjs';
import { applyManifests } from './kubectl.mjs';
import { waitFor } from './waitFor.mjs';

const manifest = name =>
  fileURLToPath(new URL(`../manifests/${name}`, import.meta.url));

/** One issuer that works, one that exists and cannot, and one that is not there. */
export const ISSUERS = {
  ready: 'mesh-ca',
  unready: 'unready-ca',
  missing: 'no-such-issuer',
};

/** As whom cert-manager works: what it may not do, a test must grant. */
const SERVICE_ACCOUNT = 'system:serviceaccount:cert-manager:cert-manager';

/** Starts the cert-manager controllers; its CRDs must be installed. */
export async function startCertManager(lab, { url, caData, token }) {
  await applyManifests(lab, { files: [manifest('cert-manager-rbac.yaml')] });
  const kubeconfig = writeKubeconfig(
    join(lab.runFolder, 'cert-manager.kubeconfig'),
    { url, caData, token, user: 'cert-manager', as: SERVICE_ACCOUNT },
  );
  lab.supervisor.start('cert-manager', binary('cert-manager'), [
    `-kubeconfig=${kubeconfig}`,
  ]);
}

/** Sets up the mesh's own authority and waits until it signs. */
export async function applyIssuers(lab) {
  await applyManifests(lab, { files: [manifest('issuers.yaml')] });
  const path = `/apis/cert-manager.io/v1/clusterissuers/${ISSUERS.ready}`;
  await waitFor(`the issuer ${ISSUERS.ready}`, async signal => {
    const issuer = await lab.api.get(path, { signal });
    return issuer.status?.conditions?.some(
      each => each.type === 'Ready' && each.status === 'True',
    );
  });
}
