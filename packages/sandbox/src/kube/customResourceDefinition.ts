import type { KubeInput } from './KubeObject';
import type { ResourceType } from './ResourceType';

/**
 * The CustomResourceDefinition that makes a type served. It leaves the fields
 * open: what the sandbox checks of them comes from the schema packages.
 *
 * @internal
 */
export function customResourceDefinition(type: ResourceType): KubeInput {
  const { group, plural, singular, kind, shortNames, versions } = type;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: {
        plural,
        singular,
        kind,
        listKind: `${kind}List`,
        ...(shortNames && { shortNames }),
      },
      scope: type.namespaced ? 'Namespaced' : 'Cluster',
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
        ...(type.status && { subresources: { status: {} } }),
      })),
    },
    status: {
      acceptedNames: {
        plural,
        singular,
        kind,
        listKind: `${kind}List`,
        ...(shortNames && { shortNames }),
      },
      storedVersions: [versions[0]],
      conditions: [
        {
          type: 'NamesAccepted',
          status: 'True',
          reason: 'NoConflicts',
          message: 'no conflicts found',
        },
        {
          type: 'Established',
          status: 'True',
          reason: 'InitialNamesAccepted',
          message: 'the initial names have been accepted',
        },
      ],
    },
  };
}
