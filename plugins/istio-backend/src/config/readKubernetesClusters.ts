import type { Config } from '@backstage/config';
import type { ClusterAuth, ClusterSpec } from './ClusterSpec';
import { readUrl } from './readUrl';

/** Address of `kubectl proxy`, as the Kubernetes plugin assumes it. */
const LOCAL_PROXY_URL = 'http://localhost:8001';

/**
 * Reads the locators `config` and `localKubectlProxy` of
 * `kubernetes.clusterLocatorMethods`, so that operators name clusters once.
 * Other locators need code of the Kubernetes plugin that it does not export;
 * they are passed over.
 */
export function readKubernetesClusters(config: Config): ClusterSpec[] {
  const methods =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  return methods.flatMap((method, at) => {
    switch (method.getString('type')) {
      case 'config':
        return method
          .getConfigArray('clusters')
          .map((cluster, index) =>
            readCluster(
              cluster,
              `kubernetes.clusterLocatorMethods[${at}].clusters[${index}]`,
            ),
          );
      case 'localKubectlProxy':
        return [
          {
            name: 'local',
            url: LOCAL_PROXY_URL,
            auth: { type: 'none' as const },
            skipTLSVerify: false,
          },
        ];
      default:
        return [];
    }
  });
}

function readCluster(config: Config, where: string): ClusterSpec {
  return {
    name: config.getString('name'),
    title: config.getOptionalString('title'),
    url: readUrl(config.getString('url'), `${where}.url`),
    auth: readAuth(config),
    caData: config.getOptionalString('caData'),
    caFile: config.getOptionalString('caFile'),
    skipTLSVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
  };
}

function readAuth(config: Config): ClusterAuth {
  const provider =
    config.getOptionalString('authProvider') ?? readMetadataProvider(config);
  const token = config.getOptionalString('serviceAccountToken');
  switch (provider) {
    case 'serviceAccount':
      return token ? { type: 'token', token } : { type: 'in-cluster' };
    case 'localKubectlProxy':
      return { type: 'none' };
    default:
      return {
        type: 'unsupported',
        reason: `authProvider '${
          provider ?? 'none'
        }' signs in as the viewer or through a cloud; give the cluster a ServiceAccount token under istio.clusters`,
      };
  }
}

/** The key holds a slash, which the config reader takes for no key at all. */
function readMetadataProvider(config: Config): string | undefined {
  const metadata = config.getOptional('authMetadata');
  if (!metadata || typeof metadata !== 'object' || Array.isArray(metadata)) {
    return undefined;
  }
  const provider = metadata['kubernetes.io/auth-provider'];
  return typeof provider === 'string' ? provider : undefined;
}
