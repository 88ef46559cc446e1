import type { ObjectRef } from '../../model/identity';

/** So many objects are listed beside a finding; a mesh may have thousands. */
export const RELATED_LIMIT = 20;

/** So many of them are named in a sentence. */
const NAMED = 5;

/**
 * The first that pass. They are one more than a finding lists, which tells
 * that there are more; nothing after them is looked at, as each of a thousand
 * rivals would look at all the others.
 */
export function someRelated<T>(
  all: Iterable<T>,
  passes: (one: T) => boolean,
): T[] {
  const some: T[] = [];
  for (const one of all) {
    if (passes(one)) some.push(one);
    if (some.length > RELATED_LIMIT) break;
  }
  return some;
}

/** What a finding lists of its related objects; a Namespace stands for all of its pods. */
export function listedRelated(
  object: ObjectRef,
  related: readonly ObjectRef[],
): ObjectRef[] {
  const ofPods = object.kind === 'Namespace' && object.group === '';
  return related.slice(0, ofPods ? related.length : RELATED_LIMIT);
}

/**
 * `Gateway a/x, Gateway a/y and 3 more`, sorted by who comes first. How many
 * there are is told up to what a finding lists: a number in the findings of
 * all of them would make each of these new whenever one is added.
 */
export function namesInWords(names: readonly string[]): string {
  const more = names.length - NAMED;
  if (more <= 0) return names.join(', ');
  const rest =
    names.length > RELATED_LIMIT
      ? `more than ${RELATED_LIMIT - NAMED}`
      : `${more}`;
  return `${names.slice(0, NAMED).join(', ')} and ${rest} more`;
}
