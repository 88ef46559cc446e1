import { readFile } from 'node:fs/promises';
import type { ClusterSpec } from '../config/ClusterSpec';
import type { Connection } from './Connection';
import { KubeFailure } from './KubeFailure';
import {
  type LoadKubernetesClient,
  resolveKubeconfig,
} from './resolveKubeconfig';

const importClient: LoadKubernetesClient = () =>
  import('@kubernetes/client-node');

/**
 * Finds address and credential of a cluster. Called again after the credential
 * was refused, so files are read each time. jest, which cannot import ES
 * modules, gives a loader of its own.
 */
export async function resolveConnection(
  spec: ClusterSpec,
  loadClient: LoadKubernetesClient = importClient,
): Promise<Connection> {
  const { auth } = spec;
  switch (auth.type) {
    case 'unsupported':
      throw new KubeFailure('unauthenticated', auth.reason);
    case 'kubeconfig':
      return resolveKubeconfig(
        { path: auth.path, context: auth.context },
        loadClient,
      );
    case 'in-cluster':
      return inCluster(spec, loadClient);
    case 'token':
      return direct(spec, auth.token);
    case 'tokenFile':
      return direct(spec, await readToken(auth.path));
    default:
      return direct(spec, undefined);
  }
}

async function direct(
  spec: ClusterSpec,
  token: string | undefined,
): Promise<Connection> {
  if (!spec.url) {
    throw new KubeFailure('unreachable', `cluster ${spec.name} has no url`);
  }
  return {
    server: new URL(spec.url),
    headers: token ? { authorization: `Bearer ${token}` } : {},
    tls: {
      ca: await readCa(spec),
      rejectUnauthorized: !spec.skipTLSVerify,
    },
  };
}

/** The pod's own ServiceAccount; address and CA of the configuration go first. */
async function inCluster(
  spec: ClusterSpec,
  loadClient: LoadKubernetesClient,
): Promise<Connection> {
  const connection = await resolveKubeconfig({ inCluster: true }, loadClient);
  const ca = await readCa(spec);
  return {
    server: spec.url ? new URL(spec.url) : connection.server,
    headers: connection.headers,
    tls: {
      ...connection.tls,
      ...(ca && { ca }),
      rejectUnauthorized: !spec.skipTLSVerify,
    },
  };
}

async function readCa(spec: ClusterSpec): Promise<Buffer | undefined> {
  if (spec.caData) return Buffer.from(spec.caData, 'base64');
  if (spec.caFile) return readFile(spec.caFile);
  return undefined;
}

async function readToken(path: string): Promise<string> {
  const token = (await readFile(path, 'utf8')).trim();
  if (!token) {
    throw new KubeFailure('unauthenticated', `token file ${path} is empty`);
  }
  return token;
}
