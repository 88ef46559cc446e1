import { type ManifestObject, manifestRef } from '../build/manifest';
import { isValues, mergeValues, type Values } from './mergeValues';
import { UnreadableYamlError } from './yamlLimits';

const valuesOf = (value: unknown): Values => (isValues(value) ? value : {});

function mergedIn(there: Values, wanted: Values, key: string): Values {
  return isValues(wanted[key])
    ? { ...wanted, [key]: mergeValues(valuesOf(there[key]), wanted[key]) }
    : wanted;
}

function refuse(name: string, problem: string): never {
  throw new UnreadableYamlError(`Application ${name} ${problem}`);
}

/** Argo CD ignores `source` beside `sources`, and `values` beside `valuesObject`. */
function withKeptSource(name: string, there: Values, wanted: Values): Values {
  for (const [had, wants] of [
    ['source', 'sources'],
    ['sources', 'source'],
  ]) {
    if (there[had] !== undefined && wanted[wants] !== undefined) {
      refuse(
        name,
        `has spec.${had} and would get spec.${wants}, which loses its values: ${
          had === 'sources'
            ? 'give delivery.valuesFrom as it was installed'
            : 'leave delivery.valuesFrom out, or change it by hand first'
        }`,
      );
    }
  }
  if (!isValues(wanted.source)) return wanted;
  const source = valuesOf(there.source);
  const helm = valuesOf(source.helm);
  if (
    helm.valuesObject === undefined &&
    helm.values !== undefined &&
    valuesOf(wanted.source.helm).valuesObject !== undefined
  ) {
    refuse(
      name,
      'has its values as a text (spec.source.helm.values): write them as valuesObject first',
    );
  }
  return { ...wanted, source: mergedIn(source, wanted.source, 'helm') };
}

/**
 * The wanted object with the Helm values that the document has and the change
 * does not name, not even to take them away, as a file of values keeps them: `spec.values` of a
 * HelmRelease, `spec.source.helm` of an Application. Other fields of the spec
 * that the change does not name stay too, such as `valuesFrom`.
 * Source: fluxcd.io/flux/components/helm/helmreleases;
 * argo-cd, docs/user-guide/helm.md and multiple_sources.md.
 *
 * @internal
 */
export function withKeptValues(
  object: ManifestObject,
  current: unknown,
): ManifestObject {
  const { group, kind, name } = manifestRef(object);
  const there = valuesOf(valuesOf(current).spec);
  const { spec } = object;
  if (!spec) return object;
  const kept = (wanted: Values): ManifestObject => ({
    ...object,
    // Both come from YAML, which is JSON here.
    spec: { ...there, ...wanted } as ManifestObject['spec'],
  });
  if (group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease') {
    return kept(mergedIn(there, spec, 'values'));
  }
  if (group === 'argoproj.io' && kind === 'Application') {
    return kept(withKeptSource(name, there, spec));
  }
  return object;
}
