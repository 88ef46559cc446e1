import {
  type BuiltFile,
  UnreadableYamlError,
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
  if (!helmValues || text === undefined || text === content) return content;
  throw new UnreadableYamlError('the file has other values already');
}

/**
 * The text of a file without what the change had put there; undefined when
 * nothing is left. A text that people have edited since stays, and so do Helm
 * values: a release without its values would change more than was asked for.
 *
 * @internal
 */
export function unmergeFile(
  { content, helmValues }: BuiltFile,
  text: string | undefined,
): string | undefined {
  return !helmValues && text === content ? undefined : text;
}
