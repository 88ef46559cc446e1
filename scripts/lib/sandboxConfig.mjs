import fs from 'node:fs';
import path from 'node:path';

/**
 * Writes the Backstage config of one start: ports, the sandbox's clusters and
 * its forge. JSON is YAML, so no library is needed.
 */
export function writeSandboxConfig(runFolder, port, sandbox) {
  const base = `http://localhost:${port}`;
  const forge = new URL(sandbox.forge.url);
  const config = {
    app: { baseUrl: base },
    backend: {
      baseUrl: base,
      listen: { host: '127.0.0.1', port },
      cors: { origin: base },
    },
    integrations: {
      gitea: [
        {
          host: forge.host,
          baseUrl: forge.origin,
          username: sandbox.forge.user,
          password: sandbox.forge.password,
        },
      ],
    },
    istio: {
      clusters: sandbox.clusters.map(({ name, title, url, token }) => ({
        name,
        title,
        url,
        token,
        grafana: { datasource: `Prometheus ${name}` },
      })),
      registries: ['docker.io/istio', 'registry.shop.example.com'],
      gitops: {
        repoUrl: `${forge.host}?owner=${sandbox.forge.owner}&repo=${sandbox.forge.repo}`,
      },
    },
  };
  const file = path.join(runFolder, 'app-config.sandbox.yaml');
  fs.writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}
