import {
  type BuiltFile,
  mergeHelmValues,
  removeHelmValues,
} from '@meshwright/backstage-plugin-istio-common';

/**
 * The text of a file with what is wanted in it: the wanted text as it is, or
 * for Helm values what is there with the values of the change. Throws
 * `UnreadableYamlError` where that cannot be done.
 *
 * @internal
 */
export function mergeFile(
  { content, helmValues }: BuiltFile,
  text: string | undefined,
): string {
  return helmValues ? mergeHelmValues(text ?? '', content) : content;
}

/**
 * The text of a file without what the change had put there; undefined when
 * nothing is left. A text that people have edited since stays, and of Helm
 * values those that are no longer as they were written.
 *
 * @internal
 */
export function unmergeFile(
  { content, helmValues }: BuiltFile,
  text: string | undefined,
): string | undefined {
  if (text === undefined || text === content) return undefined;
  return helmValues ? removeHelmValues(text, content) : text;
}
