import type { JsonObject } from '@backstage/types';
import { hashText } from '../stableHash';
import type { ManifestObject } from '../manifest';
import type { ChartRelease } from './chartRelease';
import { isOci } from './chartSource';
import { type Delivery, deliveryNamespace } from './deliveryField';
import { valuesAnnotation } from './notedValues';

/** Name of the HelmRepository of some charts: one for each address. */
function repositoryName(repository: string): string {
  return `mesh-charts-${hashText(repository).slice(0, 8)}`;
}

function helmRepository(repository: string, namespace: string): ManifestObject {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmRepository',
    metadata: { name: repositoryName(repository), namespace },
    spec: {
      ...(isOci(repository) && { type: 'oci' }),
      interval: '1h',
      url: repository.replace(/\/+$/, ''),
    },
  };
}

/** The nearest releases that must be ready before this one. */
function dependsOn(
  release: ChartRelease,
  all: readonly ChartRelease[],
): string[] {
  const before = all.filter(({ wave }) => wave < release.wave);
  const nearest = Math.max(...before.map(({ wave }) => wave));
  return before.filter(({ wave }) => wave === nearest).map(({ name }) => name);
}

function helmRelease(
  release: ChartRelease,
  all: readonly ChartRelease[],
  namespace: string,
): ManifestObject {
  const needs = dependsOn(release, all);
  const spec: JsonObject = {
    interval: '10m',
    releaseName: release.name,
    targetNamespace: release.namespace,
    // Beside its objects, where `helm list` looks for it.
    storageNamespace: release.namespace,
    ...(needs.length > 0 && { dependsOn: needs.map(name => ({ name })) }),
    chart: {
      spec: {
        chart: release.chart,
        version: release.version,
        sourceRef: {
          kind: 'HelmRepository',
          name: repositoryName(release.repository),
        },
      },
    },
    install: { crds: 'CreateReplace', remediation: { retries: 3 } },
    upgrade: {
      crds: 'CreateReplace',
      remediation: { retries: 3, strategy: 'rollback' },
    },
    values: release.values,
  };
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: {
      ...{ name: release.name, namespace },
      annotations: valuesAnnotation(release),
    },
    spec,
  };
}

/** The object by which a release is known to Flux. @internal */
export function fluxRelease(
  release: ChartRelease,
  all: readonly ChartRelease[],
  delivery: Delivery,
): ManifestObject {
  return helmRelease(release, all, deliveryNamespace(delivery));
}

/**
 * The repositories and HelmReleases of charts, each waiting for those of `all`
 * before it.
 * Source: fluxcd.io/flux/components/helm/helmreleases and
 * fluxcd.io/flux/components/source/helmrepositories.
 *
 * @internal
 */
export function fluxReleases(
  releases: readonly ChartRelease[],
  delivery: Delivery,
  all: readonly ChartRelease[] = releases,
): ManifestObject[] {
  const namespace = deliveryNamespace(delivery);
  const repositories = [
    ...new Set(releases.map(({ repository }) => repository)),
  ];
  return [
    ...repositories.map(one => helmRepository(one, namespace)),
    ...releases.map(one => helmRelease(one, all, namespace)),
  ];
}
