import { presentValues } from '../edit/absentValues';
import { editReleaseValues, withFirstNote } from '../edit/releaseValues';
import type { ManifestObject } from './manifest';

function present(
  entries: Record<string, string | null> | undefined,
): Record<string, string> | undefined {
  const kept = Object.entries(entries ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * An object as it stands in a document of its own: the labels and annotations
 * that are to be taken away and the Helm values that are left empty (`null`) are
 * not in it.
 *
 * @public
 */
export function withoutRemovals(given: ManifestObject): ManifestObject {
  const object = withFirstNote(given);
  const { labels, annotations, ...rest } = object.metadata;
  const kept = { labels: present(labels), annotations: present(annotations) };
  return {
    ...editReleaseValues(object, presentValues),
    metadata: {
      ...rest,
      ...(kept.labels && { labels: kept.labels }),
      ...(kept.annotations && { annotations: kept.annotations }),
    },
  };
}
