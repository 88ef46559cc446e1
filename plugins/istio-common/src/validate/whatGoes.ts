import { ANNOTATIONS } from '../build/annotateChange';
import { intentKindOf } from '../build/intents';
import { type ManifestObject, manifestRef } from '../build/manifest';
import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import type { MeshObject } from '../model/meshObject';
import type { ValidationContext } from './validationContext';
import { writtenLive } from './writtenLive';

/** A Namespace stays whatever is taken back: all in it would go with it. */
function isTakenOut({ apiVersion, kind }: ManifestObject): boolean {
  return !(apiVersion === 'v1' && kind === 'Namespace');
}

function keyOf(object: ManifestObject): string {
  return stringifyObjectRef(manifestRef(object));
}

/** As much of a live object as tells which it is. */
function manifestOf({ ref, annotations }: MeshObject): ManifestObject {
  const { group, kind, namespace, name } = ref;
  return {
    apiVersion: group ? `${group}/v1` : 'v1',
    kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(annotations && { annotations }),
    },
  };
}

/** The objects that say that this change wrote them, where that can be known. */
function writtenBy(
  change: string,
  { index, repository }: ValidationContext,
): ManifestObject[] {
  // With the files at hand, what is live and in none of them cannot be taken out.
  if (repository) {
    return repository.objects
      .map(({ object }) => object)
      .filter(
        ({ metadata }) => metadata.annotations?.[ANNOTATIONS.change] === change,
      );
  }
  return index ? writtenLive(index, change).map(manifestOf) : [];
}

/** Whose an object is, as far as anything tells: undefined where it is nowhere. */
function ownerOf(
  ref: ObjectRef,
  { index, repository }: ValidationContext,
): { change?: string } | undefined {
  const key = stringifyObjectRef(ref);
  const inFile = repository?.objects.find(
    ({ object }) => keyOf(object) === key,
  );
  const live = index?.find(ref);
  const found = inFile?.object.metadata ?? live;
  return (
    found && { change: found.annotations?.[ANNOTATIONS.change] ?? undefined }
  );
}

/**
 * What a change takes out of the repository. Of an intent that is whole that is
 * what an earlier run of the same change wrote and this one does not have any
 * more, by the annotation alone: what people wrote stays, whatever its name.
 *
 * @internal
 */
export function whatGoes(
  kind: string,
  objects: readonly ManifestObject[],
  context: ValidationContext,
): ManifestObject[] {
  const { change, remove, removes = [] } = context;
  if (remove) return [...objects, ...removes].filter(isTakenOut);
  if (!intentKindOf(kind)?.isWhole) return removes.filter(isTakenOut);
  const possible = removes.filter(object => {
    const owner = ownerOf(manifestRef(object), context);
    if (!owner) return true;
    return change === undefined
      ? owner.change !== undefined
      : owner.change === change;
  });
  const kept = new Set([...objects, ...possible].map(keyOf));
  const former = change === undefined ? [] : writtenBy(change, context);
  return [...possible, ...former.filter(one => !kept.has(keyOf(one)))].filter(
    isTakenOut,
  );
}
