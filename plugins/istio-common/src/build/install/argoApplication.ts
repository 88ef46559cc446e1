import type { JsonArray, JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import type { ChartRelease } from './chartRelease';
import { bareRepository, isOci, valuesFile } from './chartSource';
import { type Delivery, deliveryNamespace } from './deliveryField';
import { valuesAnnotation } from './notedValues';

/**
 * istiod writes these into the webhooks itself; a sync that put them back
 * would close the door to every new pod.
 */
const WRITTEN_BY_ISTIOD: JsonArray = [
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
].map(kind => ({
  group: 'admissionregistration.k8s.io',
  kind,
  jqPathExpressions: [
    '.webhooks[]?.clientConfig.caBundle',
    '.webhooks[]?.failurePolicy',
  ],
}));

/**
 * Without it a removed Application leaves its control plane running. The base
 * chart goes without: its CRDs take all configuration of the mesh with them.
 */
const DELETES_ITS_OBJECTS = 'resources-finalizer.argocd.argoproj.io';

function sources(
  release: ChartRelease,
  delivery: Delivery,
  cluster: string,
): JsonObject {
  const { chart, repository, version, name, values } = release;
  const source = {
    repoURL: isOci(repository) ? bareRepository(repository) : repository,
    chart,
    targetRevision: version,
  };
  const { valuesFrom } = delivery;
  if (!valuesFrom) {
    return {
      source: { ...source, helm: { releaseName: name, valuesObject: values } },
    };
  }
  const folder = valuesFrom.path ?? `clusters/${cluster}`;
  return {
    sources: [
      {
        ...source,
        helm: {
          releaseName: name,
          valueFiles: [`$values/${folder}/${valuesFile(name)}`],
        },
      },
      {
        repoURL: valuesFrom.repoUrl,
        targetRevision: valuesFrom.revision,
        ref: 'values',
      },
    ],
  };
}

/**
 * The Application that installs a chart. The wave has an effect where Argo CD
 * knows the health of Applications (a custom check in argocd-cm).
 * Source: argo-cd, docs/operator-manual/application.yaml and user-guide/multiple_sources.md.
 *
 * @internal
 */
export function argoApplication(
  release: ChartRelease,
  delivery: Delivery,
  cluster: string,
): ManifestObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: release.name,
      namespace: deliveryNamespace(delivery),
      annotations: {
        'argocd.argoproj.io/sync-wave': String(release.wave),
        ...(!delivery.valuesFrom && valuesAnnotation(release)),
      },
      ...(release.chart !== 'base' && { finalizers: [DELETES_ITS_OBJECTS] }),
    },
    spec: {
      project: delivery.project,
      ...sources(release, delivery, cluster),
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: release.namespace,
      },
      ignoreDifferences: WRITTEN_BY_ISTIOD,
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true', 'RespectIgnoreDifferences=true'],
        retry: {
          limit: 5,
          backoff: { duration: '10s', factor: 2, maxDuration: '3m' },
        },
      },
    },
  };
}
