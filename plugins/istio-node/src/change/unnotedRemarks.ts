import {
  type BuiltFile,
  type ManifestObject,
  manifestRef,
  unnotedHelmValues,
  unnotedReleaseValues,
} from '@meshwright/backstage-plugin-istio-common';
import { objectTitle } from './objectTitle';

function sentence(paths: readonly string[], place: string): string[] {
  if (paths.length === 0) return [];
  return [
    `Helm values ${paths.join(
      ', ',
    )} of ${place} stay: the intent leaves them empty, and there is no note of who wrote them. Take them out by hand if an earlier run did.`,
  ];
}

/** Values of a file that may be those of an earlier run, and stay. @internal */
export function unnotedInFile(
  text: string | undefined,
  path: string,
  file: BuiltFile,
): string[] {
  if (text === undefined || !file.helmValues) return [];
  return sentence(unnotedHelmValues(text, file), path);
}

/** The same for values inside of objects. @internal */
export function unnotedInObjects(
  text: string | undefined,
  path: string,
  objects: readonly ManifestObject[],
): string[] {
  if (text === undefined) return [];
  return objects.flatMap(object =>
    sentence(
      unnotedReleaseValues(text, object),
      `${objectTitle(manifestRef(object))} in ${path}`,
    ),
  );
}
