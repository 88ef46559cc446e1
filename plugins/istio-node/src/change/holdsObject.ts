import {
  type ObjectRef,
  removeDocuments,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';

/** Whether a text has a document of an object; what cannot be read has none. @internal */
export function holdsObject(text: string | undefined, ref: ObjectRef): boolean {
  if (text === undefined) return false;
  try {
    return removeDocuments(text, [ref]) !== text;
  } catch (error) {
    if (error instanceof UnreadableYamlError) return false;
    throw error;
  }
}
