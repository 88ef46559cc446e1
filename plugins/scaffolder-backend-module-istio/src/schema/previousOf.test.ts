import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';
import { previousOf } from './previousOf';

const dashboard = (apiVersion = 'grafana.integreatly.org/v1beta1') =>
  ({
    apiVersion,
    kind: 'GrafanaDashboard',
    metadata: { name: 'istio-mesh', namespace: 'monitoring' },
    spec: { folder: 'Istio' },
  } satisfies ManifestObject);

const repositoryOf = (...objects: ManifestObject[]) => ({
  objects: objects.map(object => ({ path: 'a.yaml', object })),
  unverified: [],
});

describe('previousOf', () => {
  it('is what the repository has in its place', () => {
    const other = dashboard();
    other.metadata.name = 'istio-service';
    const old = dashboard();
    expect(previousOf(dashboard(), repositoryOf(other, old))).toEqual({
      state: 'held',
      object: old,
    });
  });

  it('is nothing where every file was read and none has it', () => {
    expect(previousOf(dashboard(), repositoryOf())).toEqual({ state: 'none' });
  });

  it.each([
    ['the repository was not read', undefined],
    [
      'not every file of the repository was read',
      { ...repositoryOf(), unverified: ['b.yaml is no YAML'] },
    ],
    [
      'the repository has it as grafana.integreatly.org/v1',
      repositoryOf(dashboard('grafana.integreatly.org/v1')),
    ],
  ])('is not known when %s', (reason, repository) => {
    expect(previousOf(dashboard(), repository)).toEqual({
      state: 'unknown',
      reason,
    });
  });
});
