import type { RequestOptions } from 'node:https';
import type { Connection } from './Connection';
import { KubeFailure } from './KubeFailure';

/** A kubeconfig file, or the ServiceAccount that Kubernetes mounts into a pod. */
export type KubeconfigSource =
  | { path: string; context?: string }
  | { inCluster: true };

/** Gives the Kubernetes client library, which is ESM only. */
export type LoadKubernetesClient = () => Promise<
  Pick<typeof import('@kubernetes/client-node'), 'KubeConfig'>
>;

/**
 * Lets the Kubernetes client library read the kubeconfig and run its
 * credential plugins; the requests themselves stay ours. The library is
 * large, so it is loaded only where it is needed.
 */
export async function resolveKubeconfig(
  source: KubeconfigSource,
  loadClient: LoadKubernetesClient,
): Promise<Connection> {
  const { KubeConfig } = await loadClient();
  const kubeconfig = new KubeConfig();
  if ('inCluster' in source) {
    kubeconfig.loadFromCluster();
  } else {
    kubeconfig.loadFromFile(source.path);
    if (source.context) kubeconfig.setCurrentContext(source.context);
  }
  const cluster = kubeconfig.getCurrentCluster();
  if (!cluster) {
    const context = kubeconfig.getCurrentContext();
    throw new KubeFailure(
      'unreachable',
      `the kubeconfig has no cluster for context '${context}'`,
    );
  }
  const options: RequestOptions = {};
  await kubeconfig.applyToHTTPSOptions(options);
  return {
    server: new URL(cluster.server),
    headers: readHeaders(options),
    tls: {
      ca: options.ca,
      cert: options.cert,
      key: options.key,
      pfx: options.pfx,
      passphrase: options.passphrase,
      rejectUnauthorized: !cluster.skipTLSVerify,
      servername: cluster.tlsServerName,
    },
  };
}

function readHeaders(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value !== undefined) headers[name.toLowerCase()] = String(value);
  }
  if (options.auth) {
    const basic = Buffer.from(options.auth).toString('base64');
    headers.authorization = `Basic ${basic}`;
  }
  return headers;
}
