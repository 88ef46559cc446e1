import { plainValue, readDocument, splitDocuments } from './yamlDocuments';
import { assertReadable } from './yamlLimits';

/**
 * Reads every document of a YAML text into a plain value, within limits: size,
 * depth, aliases, no keys that pollute prototypes. Empty documents are left
 * out.
 *
 * @public
 */
export function readYamlDocuments(text: string): unknown[] {
  assertReadable(text);
  return splitDocuments(text)
    .map(part => plainValue(readDocument(part)))
    .filter(value => value !== null && value !== undefined);
}
