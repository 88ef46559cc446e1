import { type ManifestObject, manifestRef } from '../build/manifest';
import { presentValues, withAbsent } from './absentValues';
import { isValues, mergeValues, type Values } from './mergeValues';
import { editReleaseValues, releaseValues } from './releaseValues';
import { compareNotes, VALUES_NOTE } from './valuesNote';
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

function noteOf(document: unknown): string | undefined {
  const { annotations } = valuesOf(valuesOf(document).metadata);
  const note = valuesOf(annotations)[VALUES_NOTE];
  return typeof note === 'string' ? note : undefined;
}

/** The object with `null` for the values that go, and what is noted from now on. */
function withNotes(object: ManifestObject, current: unknown): ManifestObject {
  const wants = noteOf(object);
  const there = releaseValues(object, current);
  const { gone, note } = compareNotes(there, noteOf(current), wants);
  const edited = editReleaseValues(object, values =>
    withAbsent(presentValues(values), gone),
  );
  if (note === wants) return edited;
  const { [VALUES_NOTE]: _, ...rest } = object.metadata.annotations ?? {};
  const annotations = {
    ...rest,
    ...(note !== undefined && { [VALUES_NOTE]: note }),
  };
  return { ...edited, metadata: { ...object.metadata, annotations } };
}

/**
 * The wanted object with the Helm values that the document has and the change
 * does not name, as a file of values keeps them: `spec.values` of a
 * HelmRelease, `spec.source.helm` of an Application. Those go that an earlier
 * run noted and this one does not. Other fields of the spec that the change
 * does not name stay too, such as `valuesFrom`.
 * Source: fluxcd.io/flux/components/helm/helmreleases;
 * argo-cd, docs/user-guide/helm.md and multiple_sources.md.
 *
 * @internal
 */
export function withKeptValues(
  given: ManifestObject,
  current: unknown,
): ManifestObject {
  const { group, kind, name } = manifestRef(given);
  if (!given.spec) return given;
  const there = valuesOf(valuesOf(current).spec);
  const keep = (edit: (wanted: Values) => Values): ManifestObject => {
    const object = withNotes(given, current);
    const wanted = edit(valuesOf(object.spec));
    // Both come from YAML, which is JSON here.
    const spec = { ...there, ...wanted } as ManifestObject['spec'];
    return { ...object, spec };
  };
  if (group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease') {
    return keep(wanted => mergedIn(there, wanted, 'values'));
  }
  if (group === 'argoproj.io' && kind === 'Application') {
    return keep(wanted => withKeptSource(name, there, wanted));
  }
  return given;
}
