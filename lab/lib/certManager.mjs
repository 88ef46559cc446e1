import { fileURLToPath } from 'node:url';
import { binary } from './binaries.mjs';
import { applyManifests } from './kubectl.mjs';
import { waitFor } from './waitFor.mjs';

const manifest = fileURLToPath(
  new URL('../manifests/issuers.yaml', import.meta.url),
);

/** One issuer that works, one that exists and cannot, and one that is not there. */
export const ISSUERS = {
  ready: 'mesh-ca',
  unready: 'unready-ca',
  missing: 'no-such-issuer',
};

/** Starts the cert-manager controllers; its CRDs must be installed. */
export function startCertManager({ supervisor, kubeconfigPath }) {
  supervisor.start('cert-manager', binary('cert-manager'), [
    `-kubeconfig=${kubeconfigPath}`,
  ]);
}

/** Sets up the mesh's own authority and waits until it signs. */
export async function applyIssuers(lab) {
  await applyManifests(lab, { files: [manifest] });
  const path = `/apis/cert-manager.io/v1/clusterissuers/${ISSUERS.ready}`;
  await waitFor(`the issuer ${ISSUERS.ready}`, async signal => {
    const issuer = await lab.api.get(path, { signal });
    return issuer.status?.conditions?.some(
      each => each.type === 'Ready' && each.status === 'True',
    );
  });
}
