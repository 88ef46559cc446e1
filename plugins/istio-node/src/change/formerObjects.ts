import {
  ANNOTATIONS,
  type ManifestObject,
  manifestRef,
  readYamlDocuments,
  stringifyObjectRef,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';

/** A document that says which change wrote it. */
const written = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    annotations: z.looseObject({ [ANNOTATIONS.change]: z.string() }),
  }),
});

/** An object that says which change wrote it. @internal */
export type Written = z.output<typeof written>;

/** Whether an object is one that a run does not have any more. @internal */
export type IsFormer = (object: Written) => boolean;

/** What the documents of a text say of the change that wrote them. */
function writtenIn(text: string): Written[] {
  if (!text.includes(ANNOTATIONS.change)) return [];
  return readYamlDocuments(text).flatMap(
    document => written.safeParse(document).data ?? [],
  );
}

/**
 * Tells what the same change wrote earlier and no longer wants: a second run
 * with another intent must not leave half of the first one at work. What lacks
 * the annotation of the change is never told: people wrote it.
 *
 * @param wanted - every object of the change, wherever it stands
 * @internal
 */
export function formerOf(
  change: string | undefined,
  wanted: readonly ManifestObject[],
): IsFormer {
  const names = new Set(
    wanted.map(object => stringifyObjectRef(manifestRef(object))),
  );
  return object =>
    change !== undefined &&
    object.metadata.annotations[ANNOTATIONS.change] === change &&
    !names.has(stringifyObjectRef(manifestRef(object)));
}

/**
 * The former objects of a text.
 *
 * @throws UnreadableYamlError - the text cannot be read
 * @internal
 */
export function formerObjects(text: string, isFormer: IsFormer): Written[] {
  return writtenIn(text).filter(isFormer);
}

/** Whether a text has one; what cannot be read has none. @internal */
export function holdsFormer(
  text: string | undefined,
  isFormer: IsFormer,
): boolean {
  if (text === undefined) return false;
  try {
    return formerObjects(text, isFormer).length > 0;
  } catch (error) {
    if (error instanceof UnreadableYamlError) return false;
    throw error;
  }
}
