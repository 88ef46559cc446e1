import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  type MustExist,
  manifestRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { FileTexts } from './ChangePlan';
import { holdsObject } from './holdsObject';
import {
  clusterFolder,
  type ManifestLayout,
  objectFiles,
} from './manifestLayout';

/** Where something is missed, a path each. */
function missingFrom(
  { objects, files }: MustExist,
  texts: FileTexts,
  layout: ManifestLayout,
): string[] {
  const absent = files
    .map(path => posix.join(clusterFolder(layout), path))
    .filter(path => !texts.has(path));
  const without = objectFiles(objects, layout).flatMap(entry => {
    const path = posix.join(entry.folder, entry.fileName);
    const text = texts.get(path);
    return entry.objects
      .map(manifestRef)
      .filter(ref => !holdsObject(text, ref))
      .map(({ kind, name }) => `${kind} ${name} in ${path}`);
  });
  return [...absent, ...without];
}

/**
 * Refuses a change of what the repository does not define: it would be made of
 * the defaults of a chart, a public load balancer for one.
 *
 * @internal
 */
export function assertExist(
  wanted: readonly MustExist[],
  texts: FileTexts,
  layout: ManifestLayout,
): void {
  for (const one of wanted) {
    const missing = missingFrom(one, texts, layout);
    if (missing.length === 0) continue;
    throw new InputError(
      `The repository does not define ${one.title}: there is no ${missing.join(
        ', no ',
      )}. This step changes what is there and makes nothing of defaults: bring the definition there first, or leave ${
        one.title
      } out of this step.`,
    );
  }
}
