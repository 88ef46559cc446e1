import type { BuiltFile } from '../BuiltDefinitions';
import { renderDocument } from '../renderManifests';
import type { Metrics } from './metricsField';

type Merged = Metrics['merge'][number];

function patch({ kind, namespace, name, port, path }: Merged): object {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      template: {
        metadata: {
          annotations: {
            'prometheus.istio.io/merge-metrics': 'true',
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': String(port),
            'prometheus.io/path': path,
          },
        },
      },
    },
  };
}

/** Patches for manifests that are not ours: kustomize `patches`, by path. */
function mergeFiles({ merge }: Metrics): BuiltFile[] {
  return merge.map(one => ({
    path: `observe/merge-${one.namespace}-${one.kind.toLowerCase()}-${
      one.name
    }.patch.yaml`,
    content: renderDocument(patch(one)),
  }));
}

function federationFile({ federation }: Metrics, cluster: string): BuiltFile[] {
  if (!federation) return [];
  const job = {
    job_name: `mesh-${cluster}`,
    honor_labels: true,
    metrics_path: '/federate',
    scheme: 'https',
    params: {
      'match[]': ['{__name__=~"workload:(.*)"}', '{__name__=~"pilot(.*)"}'],
    },
    authorization: {
      credentials_file: `/etc/prometheus/secrets/mesh-${cluster}/token`,
    },
    static_configs: [
      {
        targets: [`${federation.host}:${federation.port}`],
        labels: { cluster },
      },
    ],
  };
  return [
    {
      path: `observe/federation-${cluster}.scrape.yaml`,
      content: `# For scrape_configs of the central Prometheus.\n${renderDocument(
        [job],
      )}`,
    },
  ];
}

/** Texts for metrics: what belongs into manifests and servers of others. @internal */
export function metricsFiles(
  metrics: Metrics | undefined,
  cluster: string,
): BuiltFile[] {
  if (!metrics) return [];
  return [...mergeFiles(metrics), ...federationFile(metrics, cluster)];
}
