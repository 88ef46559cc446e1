import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ClusterAuth, ClusterSpec } from './ClusterSpec';
import { readGrafana } from './readGrafana';
import { readKubernetesClusters } from './readKubernetesClusters';
import { readUrl } from './readUrl';

/** `istio.clusters`, or else the clusters that the Kubernetes plugin is configured with. */
export function readClusters(config: Config): ClusterSpec[] {
  const own = config.getOptionalConfigArray('istio.clusters');
  const clusters = own
    ? own.map((cluster, at) => {
        const where = `istio.clusters[${at}]`;
        return {
          ...readCluster(cluster, where),
          grafana: readGrafana(config, { own: cluster, where }),
        };
      })
    : readKubernetesClusters(config).map(cluster => ({
        ...cluster,
        grafana: readGrafana(config),
      }));
  const seen = new Set<string>();
  for (const { name } of clusters) {
    if (seen.has(name)) {
      throw new InputError(
        `Cluster '${name}' is configured twice; give each cluster its own name`,
      );
    }
    seen.add(name);
  }
  return clusters;
}

function readCluster(config: Config, where: string): ClusterSpec {
  const name = config.getString('name');
  const kubeconfig = config.getOptionalString('kubeconfig');
  const url = config.getOptionalString('url');
  if (kubeconfig && url) {
    throw new InputError(
      `${where} (${name}): set either url or kubeconfig, not both`,
    );
  }
  if (!kubeconfig && !url) {
    throw new InputError(`${where} (${name}): set url or kubeconfig`);
  }
  return {
    name,
    title: config.getOptionalString('title'),
    url: url === undefined ? undefined : readUrl(url, `${where}.url`),
    auth: readAuth(config, kubeconfig, `${where} (${name})`),
    caData: config.getOptionalString('caData'),
    caFile: config.getOptionalString('caFile'),
    skipTLSVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
    secrets: config.getOptionalBoolean('secrets') ?? false,
  };
}

function readAuth(
  config: Config,
  kubeconfig: string | undefined,
  where: string,
): ClusterAuth {
  const token = config.getOptionalString('token');
  const tokenFile = config.getOptionalString('tokenFile');
  if ([kubeconfig, token, tokenFile].filter(Boolean).length > 1) {
    throw new InputError(
      `${where}: set only one of token, tokenFile and kubeconfig`,
    );
  }
  if (kubeconfig) {
    return {
      type: 'kubeconfig',
      path: kubeconfig,
      context: config.getOptionalString('context'),
    };
  }
  if (token) return { type: 'token', token };
  if (tokenFile) return { type: 'tokenFile', path: tokenFile };
  return { type: 'none' };
}
