import { absentPaths, presentValues } from '../../edit/absentValues';
import { withHeadNote } from '../../edit/headNote';
import { noteOfPart, VALUES_NOTE, writeNote } from '../../edit/valuesNote';
import type { BuiltFile } from '../BuiltDefinitions';
import { renderDocument } from '../renderManifests';
import type { ChartRelease } from './chartRelease';

type NotedRelease = Pick<ChartRelease, 'values' | 'isPart'>;

function noteOf({ values, isPart }: NotedRelease): string {
  const note = writeNote(values);
  return isPart ? noteOfPart(note) : note;
}

/** The annotation by which a later run knows which values this one wrote. @internal */
export function valuesAnnotation(
  release: NotedRelease,
): Record<typeof VALUES_NOTE, string> {
  return { [VALUES_NOTE]: noteOf(release) };
}

/**
 * A file of Helm values with the comment by which a later run knows which
 * values this one wrote.
 *
 * @internal
 */
export function valuesText(path: string, release: NotedRelease): BuiltFile {
  const absent = absentPaths(release.values);
  const text = renderDocument(presentValues(release.values));
  return {
    path,
    content: withHeadNote(text, noteOf(release)),
    helmValues: true,
    ...(absent.length > 0 && { absent }),
  };
}
