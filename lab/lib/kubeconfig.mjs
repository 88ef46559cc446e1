import { writeFileSync } from 'node:fs';

/**
 * Writes a kubeconfig for one user, or for whom that user acts (`as`). JSON is
 * YAML too, and needs no library.
 */
export function writeKubeconfig(path, { url, caData, token, user, as }) {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lab',
    clusters: [
      {
        name: 'lab',
        cluster: { server: url, 'certificate-authority-data': caData },
      },
    ],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user } }],
    users: [{ name: user, user: { token, as } }],
  };
  writeFileSync(path, `${JSON.stringify(config, undefined, 2)}\n`, {
    mode: 0o600,
  });
  return path;
}
