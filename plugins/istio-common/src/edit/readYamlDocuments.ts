import { plainValue, readDocument, splitDocuments } from './yamlDocuments';
import { assertReadable } from './yamlLimits';

/**
 * Reads every document of a YAML text into a plain value, within limits: size,
 * depth, aliases, no keys that pollute prototypes. Empty documents are left
 * out. `aliases` is how often aliases may be expanded; 100 by default.
 *
 * @public
 */
export function readYamlDocuments(
  text: string,
  { aliases }: { aliases?: number } = {},
): unknown[] {
  assertReadable(text);
  return splitDocuments(text)
    .map(part => plainValue(readDocument(part), aliases))
    .filter(value => value !== null && value !== undefined);
}
