import {
  type ObjectRef,
  removeDocuments,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';

/**
 * Whether a text has a document of one of some objects; what cannot be read has
 * none.
 *
 * @internal
 */
export function holdsAny(
  text: string | undefined,
  refs: readonly ObjectRef[],
): boolean {
  if (text === undefined) return false;
  try {
    const rest = removeDocuments(text, refs);
    // A text without any document is taken away whatever is asked for.
    return rest !== text && rest !== removeDocuments(text, []);
  } catch (error) {
    if (error instanceof UnreadableYamlError) return false;
    throw error;
  }
}

/** Whether a text has a document of an object. @internal */
export function holdsObject(text: string | undefined, ref: ObjectRef): boolean {
  return holdsAny(text, [ref]);
}
