import { readYamlDocuments } from './readYamlDocuments';
import { UnreadableYamlError } from './yamlLimits';

/**
 * Reads a YAML text of one document into a plain value, within limits: size,
 * depth, aliases, no keys that pollute prototypes.
 *
 * @public
 */
export function readYaml(text: string): unknown {
  const values = readYamlDocuments(text);
  if (values.length > 1) {
    throw new UnreadableYamlError(
      `the YAML has ${values.length} documents, one is expected`,
    );
  }
  return values[0];
}
