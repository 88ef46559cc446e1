import { plainValue, readDocument, splitDocuments } from './yamlDocuments';
import { assertReadable, UnreadableYamlError } from './yamlLimits';

/**
 * Reads a YAML text of one document into a plain value, within limits: size,
 * depth, aliases, no keys that pollute prototypes.
 *
 * @public
 */
export function readYaml(text: string): unknown {
  assertReadable(text);
  const values = splitDocuments(text)
    .map(part => plainValue(readDocument(part)))
    .filter(value => value !== null && value !== undefined);
  if (values.length > 1) {
    throw new UnreadableYamlError(
      `the YAML has ${values.length} documents, one is expected`,
    );
  }
  return values[0];
}
