import type {
  BuiltDefinitions,
  ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';

function nameOf({ kind, metadata: { namespace, name } }: ManifestObject) {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

function secretsOf(objects: readonly ManifestObject[]): string[] {
  return objects
    .filter(({ kind }) => kind === 'Certificate')
    .map(
      ({ metadata, spec }) =>
        `${metadata.namespace}/${spec?.secretName ?? metadata.name}`,
    );
}

/** What taking definitions out comes to, in place of what they would do. @internal */
export function removalOf(
  { objects, files = [], summary, breaks = [] }: BuiltDefinitions,
  cluster: string,
): Pick<BuiltDefinitions, 'summary' | 'effects' | 'rollback'> {
  const stays = objects.filter(
    ({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace',
  );
  const goes = objects.filter(object => !stays.includes(object));
  const secrets = secretsOf(objects);
  const values = files.filter(({ helmValues }) => helmValues);
  return {
    summary: `Take this back: ${summary}`,
    effects: [
      ...(goes.length > 0
        ? [
            `At the next sync that prunes, ${cluster} loses ${goes
              .map(nameOf)
              .join(', ')}. A sync that does not prune leaves them running.`,
          ]
        : []),
      ...breaks,
      ...(secrets.length > 0
        ? [
            `cert-manager leaves Secret ${secrets.join(
              ', ',
            )} behind, which nobody renews any more.`,
          ]
        : []),
      ...stays.map(
        object =>
          `${nameOf(
            object,
          )} stays as it is, with its labels: without it everything in it would be deleted.`,
      ),
      ...values.map(
        ({ path }) =>
          `Of the Helm values in ${path} those go that are as this change wrote them; what people changed stays.`,
      ),
    ],
    rollback:
      'Revert this pull request: the definitions return at the next sync.',
  };
}
